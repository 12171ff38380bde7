package io.flarepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flarepath.Golden;
import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.Finding;
import io.flarepath.audit.Statistic;
import io.flarepath.audit.Verdicts;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Source;
import io.flarepath.history.JobTable;
import io.flarepath.history.StatePlanner;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.plan.Write;
import io.flarepath.publish.Mode;
import io.flarepath.publish.OutputRecord;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.Cost;
import io.flarepath.run.FirstLook;
import io.flarepath.run.Outlook;
import io.flarepath.run.ProfileRecord;
import io.flarepath.run.Rehearsal;
import io.flarepath.run.RunOptions;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.run.Sample;
import io.flarepath.run.StageRecord;
import io.flarepath.table.Column;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Profile;
import io.flarepath.workflow.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs, plans and states look like; the files are in {@code reports/}. */
class ReportsTest {

  private static final String CATCH_UP =
      LoadJob.workflow(
          "numbers", Rehearsal.tens("load"), Rehearsal.tens("further").after("load").to("other"));

  private final Rehearsal rehearsal = new Rehearsal().upTo(30);

  private static final String UPKEEP =
      Rehearsal.tens().yaml()
          + """
                      showPreviewLines: 3
                      assertions: [{column: id, tests: [min > 0, max < 9]}]
                      profile: {level: intermediate}
                      actions:
                        - {name: rewrite_dataset, input: events}
                        - {name: expire_snapshots, input: events, options: {olderThan: 2024-01-01}}
                        - {name: remove_orphans, input: events, options: {dryRun: true}}
                        - {name: delete_from_dataset, input: events, deleteWhere: id < 3}
          """;

  @Test
  void aRunAsText() {
    RunRecord run = rehearsal.run(CATCH_UP, Rehearsal.CATCH_UP);
    Golden.assertMatches("reports/run.txt", text(run, false));
  }

  @Test
  void aRunAsJson() {
    RunRecord run = rehearsal.run(CATCH_UP, Rehearsal.CATCH_UP);
    Golden.assertMatches("reports/run.json", json(RunJson.of(run, List.of(note()))));
  }

  @Test
  void aRunOfOneWindowSaysWhatToDoNext() {
    RunRecord run = rehearsal.run(Rehearsal.tens().yaml(), Rehearsal.ONCE);
    Golden.assertMatches("reports/run-once.txt", text(run, true));
  }

  @Test
  void aRunAfterWhichNothingIsDueDoesNotAdviseToRunAgain() {
    rehearsal.upTo(10);
    RunRecord run = rehearsal.run(Rehearsal.tens().yaml(), Rehearsal.ONCE);
    Golden.assertMatches("reports/run-up-to-date.txt", text(run, true));
  }

  @Test
  void aRunWhoseStateLeadsBackToItsWindowIsWarned() {
    String round = Rehearsal.tens().state("- {key: start, value: start}").yaml();
    RunRecord run = rehearsal.run(round, Rehearsal.ONCE);
    assertThat(run.jobs().get(0).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.WINDOW_STANDS_STILL);
    assertThat(run.jobs().get(0).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void aRunWithNothingToDo() {
    rehearsal.run(CATCH_UP, Rehearsal.CATCH_UP);
    Golden.assertMatches(
        "reports/run-nothing.txt", text(rehearsal.run(CATCH_UP, Rehearsal.CATCH_UP), false));
  }

  @Test
  void aFailedRun() {
    RunRecord run = rehearsal.failing("copy").run(CATCH_UP, Rehearsal.CATCH_UP);
    Golden.assertMatches("reports/run-failed.txt", text(run, false));
    Golden.assertMatches("reports/run-failed.json", json(RunJson.of(run, List.of())));
  }

  @Test
  void aRunThatFailedWhileItWroteAnOutputDoesNotSayThatItWroteNothing() {
    JobRecord failed =
        new JobRecord(
            "load",
            Status.FAILED,
            "",
            List.of(),
            List.of(Diagnostic.error(Code.DELIVERY_FAILED, "t in pg cannot be written")),
            Duration.ZERO);
    assertThat(RunText.job(failed))
        .isEqualTo(
            "load: failed while it was writing an output, which may contain part of the rows");
  }

  @Test
  void aRunThatFailedHalfWay() {
    LoadJob two =
        Rehearsal.tens().step("again", "SELECT * FROM events").to("copy").output("events", "other");
    RunRecord run = rehearsal.failing("other").run(two.yaml(), Rehearsal.ONCE);
    Golden.assertMatches("reports/run-half.txt", text(run, false));
  }

  @Test
  void aJobWhoseLastCommitIsUnknownDoesNotClaimThatItPublishedNothing() {
    JobRecord job =
        new JobRecord(
            "load",
            Status.FAILED,
            "",
            List.of(),
            List.of(Diagnostic.error(Code.OUTCOME_UNKNOWN, "nobody can tell")),
            Duration.ZERO);
    assertThat(RunText.job(job))
        .isEqualTo("load: failed; it is unknown whether its last commit happened");
  }

  @Test
  void aPlanAsText() {
    Golden.assertMatches("reports/plan.txt", text(rehearsal.preview(CATCH_UP, Rehearsal.ONCE)));
  }

  @Test
  void aPlanSaysWhichWindowsTheSameRunLoads() {
    String job = Rehearsal.tens().yaml();
    assertThat(text(rehearsal.preview(job, Rehearsal.CATCH_UP)))
        .contains(
            "  next      (10, 20]\n            (20, 30]\n            this run loads 3 windows\n");
    RunOptions two = new RunOptions(Mode.RUN, Set.of(), true, OptionalInt.of(2), Map.of(), false);
    assertThat(text(rehearsal.preview(job, two)))
        .contains(
            "  next      (10, 20]\n            this run loads 2 windows\n"
                + "            then nothing: --max-windows ends the run");
    assertThat(text(rehearsal.upTo(10).preview(job, Rehearsal.ONCE)))
        .contains("  next      nothing: the input has no rows past 10 yet");
  }

  @Test
  void aPlanAsJson() {
    Outlook outlook = rehearsal.preview(CATCH_UP, Rehearsal.ONCE);
    Golden.assertMatches("reports/plan.json", json(PlanJson.of(outlook, List.of(note()))));
  }

  @Test
  void aPlanThatChangesATable() {
    rehearsal.tables.add(
        new TableFacts(
            new TableName("icebase", List.of("retail"), "copy"),
            "uuid",
            OptionalLong.empty(),
            List.of(new Column("at", "int")),
            Set.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of()));
    Outlook outlook =
        rehearsal.preview(
            Rehearsal.tens()
                .options("schemaChange: add")
                .partitionedBy("- {type: truncate, column: at, width: 10}")
                .yaml(),
            Rehearsal.ONCE);
    Golden.assertMatches("reports/plan-changes.txt", text(outlook));
    Golden.assertMatches("reports/plan-changes.json", json(PlanJson.of(outlook, List.of())));
  }

  @Test
  void aPlanOverAStateOfWhatHasPartlyNothingToDo() {
    rehearsal.run(Rehearsal.tens().yaml(), Rehearsal.CATCH_UP);
    String yaml =
        LoadJob.workflow(
                "test",
                Rehearsal.tens("load"),
                Rehearsal.tens("other").after("load").to("copy").saveMode("append").properties(""),
                Rehearsal.tens("missing").from("nowhere").to("third"))
            + """
                - name: version
                  dependencies: [load]
                  spec:
                    stack: toolbox
                    stackSpec:
                      dataset: dataos://icebase:retail/copy
                      action: {name: set_version, value: latest}
                - {name: scan, spec: {stack: scanner}}
            """;
    Outlook outlook = rehearsal.preview(yaml, Rehearsal.ONCE);
    Golden.assertMatches("reports/plan-mixed.txt", text(outlook));
    Golden.assertMatches("reports/plan-mixed.json", json(PlanJson.of(outlook, List.of())));
  }

  @Test
  void aJobWithSinks() {
    String yaml =
        LoadJob.workflow(
            "numbers",
            Rehearsal.tens("mixed")
                .step("out", "SELECT * FROM events")
                .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: append}}"),
            Rehearsal.tens("sinks")
                .after("mixed")
                .withoutTable()
                .moreOutput("- {name: events, dataset: 'dataos://pg:public/t'}"));
    Outlook outlook = rehearsal.preview(yaml, Rehearsal.ONCE);
    Golden.assertMatches("reports/plan-sinks.txt", text(outlook));
    Golden.assertMatches("reports/plan-sinks.json", json(PlanJson.of(outlook, List.of())));
    RunRecord run = rehearsal.run(yaml, Rehearsal.CATCH_UP);
    Golden.assertMatches("reports/run-sinks.txt", text(run, false));
    Golden.assertMatches("reports/run-sinks.json", json(RunJson.of(run, List.of())));
    StatePlanner planner = rehearsal.planner();
    Golden.assertMatches(
        "reports/state-sinks.txt",
        lines(
            rehearsal.places(yaml).stream()
                .flatMap(
                    place ->
                        Stream.concat(
                            StateText.of(place).stream(),
                            StateText.of(planner.undo(place, false)).stream()))));
  }

  @Test
  void aPlanOfWhatNeedsNoOutput() {
    Outlook outlook = rehearsal.preview(UPKEEP, Rehearsal.ONCE);
    Golden.assertMatches("reports/plan-upkeep.txt", text(outlook));
    Golden.assertMatches("reports/plan-upkeep.json", json(PlanJson.of(outlook, List.of())));
  }

  @Test
  void aRunWithoutOutputs() {
    RunRecord run = upkeep();
    JobRecord job = run.jobs().get(0);
    List<String> lines = new ArrayList<>();
    lines.addAll(
        UpkeepText.sample(
            "keep",
            new Sample(
                "clean",
                List.of(new Column("id", "bigint"), new Column("name", "string")),
                List.of(List.of("1", "one"), List.of("12", "NULL")))));
    lines.add(text(run, false).strip());
    job.actions().forEach(action -> lines.addAll(UpkeepText.action("keep", action)));
    Golden.assertMatches("reports/run-upkeep.txt", lines(lines.stream()));
    Golden.assertMatches("reports/run-upkeep.json", json(RunJson.of(run, List.of())));
  }

  private static ActionPlan plan(Action action) {
    TableName events = new TableName("icebase", List.of("retail"), "events");
    return new ActionPlan(action, events, Optional.empty());
  }

  private static Located<String> name(String word) {
    return new Located<>(word, new Source("test", word).span(0, word.length()));
  }

  private static RunRecord upkeep() {
    Map<Statistic, String> values = new LinkedHashMap<>();
    values.put(Statistic.ROWS, "6");
    values.put(Statistic.NULL_PERCENT, "16.67");
    values.put(Statistic.MIN, "1");
    values.put(Statistic.MEAN, "1.5E10");
    values.put(Statistic.SKEWNESS, "NaN");
    ColumnProfile column =
        new ColumnProfile("id", "bigint", values, List.of(new ColumnProfile.Frequency("2", 3)));
    PassRecord pass =
        new PassRecord(
            1,
            "due",
            Map.of(),
            List.of(),
            new FirstLook.Seen(
                findings(),
                Optional.of(new ProfileRecord("events", Profile.Level.ADVANCED, List.of(column)))),
            List.of(),
            List.of(),
            List.of(
                new StageRecord("freeze", Optional.empty(), Duration.ofMillis(3), Cost.NOTHING),
                new StageRecord("read", Optional.empty(), Duration.ofMillis(40), cost())),
            Duration.ofSeconds(2));
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("expired_snapshots", 1_200L);
    counts.put("deleted_data_files", 0L);
    ActionRecord action =
        new ActionRecord(
            plan(
                new Action.ExpireSnapshots(
                    name("expire_snapshots"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    OptionalInt.empty(),
                    Action.Deletes.DEFAULT)),
            counts,
            List.of("snapshot 7 is kept: it holds the last state of `load`"),
            Duration.ofMillis(20));
    ActionRecord idle =
        new ActionRecord(
            plan(
                new Action.RewriteManifests(
                    name("rewrite_manifests"), Optional.empty(), Optional.empty())),
            Map.of("rewritten_manifests", 0L),
            List.of(),
            Duration.ofMillis(5));
    JobRecord job =
        new JobRecord(
            "keep",
            Status.SUCCEEDED,
            "",
            List.of(pass),
            List.of(action, idle),
            List.of(),
            Duration.ofSeconds(3));
    Instant start = Instant.parse("2024-01-01T00:00:00Z");
    return new RunRecord("run-1", "test", Mode.RUN, start, start.plusSeconds(3), List.of(job));
  }

  /** Two jobs read three files; what was skipped is not known. */
  private static Cost cost() {
    return new Cost(
        OptionalLong.of(2),
        OptionalLong.of(3),
        OptionalLong.of(4_096),
        OptionalLong.empty(),
        OptionalLong.of(0),
        OptionalLong.of(0));
  }

  private static List<Finding> findings() {
    JobPlan.Load job = (JobPlan.Load) Plans.plan(UPKEEP).jobs().get(0);
    return job.job().upkeep().assertions().stream()
        .map(Assertion.OfColumn.class::cast)
        .flatMap(assertion -> Verdicts.ofColumn(assertion, Map.of()).stream())
        .toList();
  }

  /** A reader that takes numbers for doubles loses digits; the document itself does not. */
  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740993",
    "-9223372036854775808, -9223372036854775808",
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "123456789012345678.25, 123456789012345678.25",
    "1200.00, 1200",
    "1E+20, 100000000000000000000",
    "0, 0"
  })
  void aMeasuredNumberHasAllItsDigits(BigDecimal value, String shown) {
    assertThat(measured(new Quantity(value))).contains("\"value\":" + shown + ",");
  }

  @Test
  void whatIsNotFiniteIsText() {
    assertThat(measured(new Quantity(Double.NaN))).contains("\"value\":\"NaN\"");
    assertThat(measured(new Quantity(2.5))).contains("\"value\":2.5,");
  }

  private static String measured(Quantity value) {
    Finding found = findings().get(0);
    Finding finding =
        new Finding(
            found.assertion(), found.test(), "`id`", Optional.of(value), true, "", List.of());
    RunRecord run = upkeep();
    JobRecord job = run.jobs().get(0);
    PassRecord pass = job.passes().get(0);
    PassRecord judged =
        new PassRecord(
            1,
            "due",
            Map.of(),
            List.of(),
            new FirstLook.Seen(List.of(finding), Optional.empty()),
            List.of(),
            List.of(),
            List.of(),
            pass.took());
    JobRecord one =
        new JobRecord("keep", Status.SUCCEEDED, "", List.of(judged), List.of(), job.took());
    return RunJson.of(
        new RunRecord("run-1", "test", Mode.RUN, run.started(), run.ended(), List.of(one)),
        List.of());
  }

  @Test
  void aPassSaysHowManyTestsOfItsOutputPassed() {
    OutputRecord output =
        new OutputRecord(
            new TableName("icebase", List.of("retail"), "copy"),
            Content.RESULT,
            new Write.Append(),
            1,
            new WriteCounts(1, 1, 0, 0, List.of(), -1, 0, Map.of()),
            findings(),
            1,
            1,
            700,
            1);
    PassRecord pass = upkeep().jobs().get(0).passes().get(0);
    PassRecord published =
        new PassRecord(
            1,
            "due",
            Map.of(),
            List.of(),
            new FirstLook.Seen(List.of(), Optional.empty()),
            List.of(output),
            List.of(),
            List.of(),
            pass.took());
    assertThat(RunText.pass("load", published))
        .containsExactly("load  pass 1  1 row, 2 tests passed → icebase.retail.copy  2.0 s");
  }

  @Test
  void aState() {
    rehearsal.run(CATCH_UP, Rehearsal.CATCH_UP);
    List<JobTable> places = rehearsal.places(CATCH_UP);
    Golden.assertMatches(
        "reports/state.txt", lines(places.stream().flatMap(place -> StateText.of(place).stream())));
    Golden.assertMatches("reports/state.json", json(StateJson.show("numbers", places)));
  }

  @Test
  void aStoppedCommand() {
    Golden.assertMatches(
        "reports/stopped.json",
        json(Json.stopped("plan", List.of(Diagnostic.error(Code.BAD_ARGUMENT, "no such thing")))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "119999, 120.0 s",
    "120000, 2 min 0 s",
    "250000, 4 min 10 s"
  })
  void durationsAsPeopleReadThem(long millis, String text) {
    assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "1234567, 1.2 MB", "2500000000, 2.5 GB"})
  void sizesAsPeopleReadThem(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0; row; 0 rows", "1; row; 1 row", "182909; row; 182,909 rows", "2; pass; 2 passes"})
  void countsAsPeopleReadThem(long number, String thing, String text) {
    assertThat(Amounts.count(number, thing)).isEqualTo(text);
  }

  private static Diagnostic note() {
    return Diagnostic.note(Code.DEFAULT_SAVE_MODE, "a note").because("so").help("do");
  }

  private static String text(RunRecord run, boolean mayCatchUp) {
    List<String> lines = new ArrayList<>();
    for (JobRecord job : run.jobs()) {
      job.passes().forEach(pass -> lines.addAll(RunText.pass(job.name(), pass)));
      lines.add(RunText.job(job));
    }
    lines.add(RunText.last(run, job -> mayCatchUp));
    return lines(lines.stream());
  }

  private static String text(Outlook outlook) {
    return lines(PlanText.of(outlook).stream());
  }

  private static String lines(Stream<String> lines) {
    return String.join("\n", lines.toList()) + "\n";
  }

  /** Laid out for reading: the documents themselves are one line. */
  private static String json(String document) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(document))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
