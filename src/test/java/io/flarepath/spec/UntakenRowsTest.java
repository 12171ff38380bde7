package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.report.PlanJson;
import io.flarepath.report.PlanText;
import io.flarepath.report.RunJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that no window takes are counted and said: by plan, by a run's record and by doctor. */
@Tag("spark")
class UntakenRowsTest {

  @RegisterExtension final Lab lab = new Lab();

  private final String workflow = LoadJob.daily().yaml();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-03T06:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 2");
  }

  @Test
  void nothingIsSaidOfRowsThatTheirWindowsTake() {
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(lab.examine(workflow)).isEmpty();
    assertThat(untaken(run).toString())
        .isEqualTo(
            """
            {"input":"events","source":"icebase.retail.events","column":"at",\
            "without_value":{"at_least":0,"at_most":0},\
            "before_first_window":{"at_least":0,"at_most":0,\
            "first_window":"2024-01-01 00:00:00.000001"},\
            "late":{"at_least":0,"at_most":0,"all_looked_at":true,"windows":[]},\
            "waiting":{"at_least":0,"at_most":0,"next_window":"2024-01-03 00:00:00.000001"}}""");
  }

  @Test
  void rowsWithoutAValueAreCounted() {
    lab.tables().insert("events", "null, 7", "null, 8", "'2024-01-02 10:00:00', 9");
    String said =
        """
        warning[FP3211]: 2 rows of icebase.retail.events have no value in `at`, so they are never loaded
          = note: a comparison with null is never true
          = help: add the value in the source, or compare `coalesce(at, …)` in the incremental SQL
        """;
    assertThat(planned())
        .contains(
            "remaining icebase.retail.events: 2 rows without a value in at, 3 rows not loaded yet");
    assertThat(plannedAdvice()).contains(said.strip());
    Run run = lab.catchUp(workflow);
    assertThat(run.said().strip()).isEqualTo(said.strip());
    assertThat(untaken(run).get("without_value").toString())
        .isEqualTo("{\"at_least\":2,\"at_most\":2}");
    assertThat(text(lab.examine(workflow))).isEqualTo(said.strip());
  }

  /** These have no steps, so late rows would go unnoticed if nobody counted the windows. */
  @ParameterizedTest
  @CsvSource({
    "string, '2024-01-01', '2024-01-02', text",
    "'decimal(10,2)', 1.25, 2.5, decimals",
  })
  void thatRowsAreNotCountedIsSaidOfWindowsOfTextAndDecimals(
      String type, String first, String second, String called) {
    lab.tables()
        .create("words", "w " + type + ", id bigint", "")
        .insert("words", "'%s', 1".formatted(first), "'%s', 2".formatted(second));
    String job =
        LoadJob.daily()
            .from("words")
            .window("select * from all_events where w >= '$|start|' and w < '$|end|'")
            .key("start", "default: '%s'".formatted(first))
            .key("end", "default: '%s'".formatted(second))
            .partitionedBy("")
            .yaml();
    String said =
        """
        note[FP3216]: rows of icebase.retail.words outside all windows are not counted
          = note: windows of `w` are ranges of %s, and such rows can be counted only for times, dates and whole numbers
          = note: rows that arrive after their window was published would not be noticed
          = help: `flarepath doctor --count` compares the row counts of each window in source and table, and finds such rows
        """
            .formatted(called)
            .strip();
    assertThat(plannedAdvice(job)).isEqualTo(said);
    assertThat(lab.run(job).said()).isEmpty();
    assertThat(text(lab.examine(job))).isEqualTo(said);
  }

  @Test
  void rowsBeforeTheFirstWindowAreCounted() {
    lab.tables()
        .insert("events", "'2023-12-30 08:00:00', 7", "'2023-12-31 08:00:00', 8")
        .insert("events", "'2024-01-01 00:00:00', 9");
    String said =
        """
        warning[FP3212]: 3 rows of icebase.retail.events are before the first window of `at`, so they are never loaded
          = note: the first window starts at 2024-01-01 00:00:00.000001
          = help: load them with `flarepath backfill WORKFLOW --job load` and keys that span them
          = help: or, before the first run, let the start key's SQL give an earlier value
        """;
    assertThat(plannedAdvice()).contains(said.strip());
    assertThat(lab.catchUp(workflow).said().strip()).isEqualTo(said.strip());
    assertThat(text(lab.examine(workflow))).isEqualTo(said.strip());
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2023-12-30 00:00:00", "all_events.end", "2024-01-01 00:00:00"));
    assertThat(lab.examine(workflow)).isEmpty();
  }

  @Test
  void rowsThatArriveAfterTheirWindowAreCounted() {
    lab.catchUp(workflow);
    lab.tables().insert("events", "'2024-01-01 11:00:00', 7", "'2024-01-01 12:00:00', 8");
    Run run = lab.catchUp(workflow);
    Diagnostic said = run.job().diagnostics().get(0);
    assertThat(run.job().diagnostics()).hasSize(1);
    assertThat(said.code()).isEqualTo(Code.LATE_ROWS);
    assertThat(said.severity()).isEqualTo(Severity.WARNING);
    assertThat(said.message())
        .isEqualTo(
            "2 rows of icebase.retail.events arrived after their window of `at` was published");
    assertThat(said.notes().get(0))
        .startsWith("the first of them arrived at ")
        .endsWith("; the windows are [2024-01-01 00:00:00.000001, 2024-01-02 00:00:00.000001)");
    assertThat(said.help())
        .containsExactly(
            "load the window again; the state does not change: `flarepath backfill WORKFLOW --job"
                + " load --key all_events.end='2024-01-02 00:00:00' --key"
                + " all_events.start='2024-01-01 00:00:00'`");
    assertThat(untaken(run).get("late").get("at_least").asLong()).isEqualTo(2);
    assertThat(planned()).contains("remaining icebase.retail.events: 2 rows late");
    assertThat(lab.examine(workflow)).containsExactly(said);
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2024-01-01 00:00:00", "all_events.end", "2024-01-02 00:00:00"));
    assertThat(lab.examine(workflow)).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aSourceThatOnlyRewritesItsFilesHasNoLateRows() {
    lab.catchUp(workflow);
    lab.tables()
        .insert("events", "'2024-01-03 01:00:00', 3")
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.events', options =>"
                + " map('rewrite-all', 'true'))");
    assertThat(lab.tables().current("events").operation()).isEqualTo("replace");
    assertThat(lab.examine(workflow))
        .extracting(Diagnostic::code)
        .containsExactly(Code.ROWS_WAITING);
  }

  @Test
  void rowsThatMayBeOldOnesAreWorthANote() {
    lab.catchUp(workflow);
    lab.tables().sql("UPDATE {}events SET id = 10 WHERE id = 1");
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(text(lab.examine(workflow)))
        .startsWith(
            "note[FP3213]: up to 1 row of icebase.retail.events arrived after its window of `at`"
                + " was published")
        .contains(
            "the source was rewritten then: of the 1 row written, all others may be old rows");
  }

  @Test
  void ofASourceThatIsRewrittenAsAWholeTheLateRowsAreABound() {
    lab.catchUp(workflow);
    lab.tables()
        .sql(
            "INSERT OVERWRITE {}events SELECT /*+ COALESCE(1) */ * FROM VALUES"
                + " (timestamp '2024-01-01 08:00:00', 1L), (timestamp '2024-01-02 09:00:00', 2L),"
                + " (timestamp '2024-01-02 10:00:00', 3L) AS t(at, id)");
    assertThat(text(lab.examine(workflow)))
        .startsWith(
            "warning[FP3213]: at least 1 row of icebase.retail.events arrived after its window of"
                + " `at` was published")
        .contains(
            "; the windows may be [2024-01-02 00:00:00.000001, 2024-01-03 00:00:00.000001),"
                + " [2024-01-01 00:00:00.000001, 2024-01-02 00:00:00.000001)")
        .contains("of the 3 rows written, all others may be old rows")
        .contains("find the windows with `flarepath doctor WORKFLOW --count`");
  }

  @Test
  void rowsOfTheWindowThatIsNotCompleteAreCounted() {
    lab.tables().insert("events", "'2024-01-03 01:00:00', 3", "'2024-01-03 02:00:00', 4");
    Run run = lab.catchUp(workflow);
    String said =
        """
        note[FP3214]: 2 rows of icebase.retail.events wait for windows that have not been loaded yet
          = note: the next window of `at` starts at 2024-01-03 00:00:00.000001
          = help: run the job: it loads each window that is due; --allow-incomplete loads others early
        """;
    assertThat(run.said()).isEmpty(); // They wait every day.
    assertThat(untaken(run).get("waiting").get("at_least").asLong()).isEqualTo(2);
    assertThat(planned()).contains("remaining icebase.retail.events: 2 rows not loaded yet");
    assertThat(text(lab.examine(workflow))).isEqualTo(said.strip());
  }

  @Test
  void aPlanCountsTheRowsWhereTheFilesGiveBoundsOnly() {
    lab.tables()
        .create("mixed", "at timestamp, id bigint", "")
        .sql(
            "INSERT INTO {}mixed SELECT /*+ COALESCE(1) */ CAST(col1 AS timestamp), col2 FROM VALUES"
                + " ('2023-12-31 08:00:00', 1), ('2024-01-01 08:00:00', 2), ('2024-01-03 01:00:00',"
                + " 3), (null, 4)");
    String mixed = LoadJob.daily().from("mixed").yaml();
    assertThat(PlanText.of(lab.plan(mixed)))
        .contains(
            "  remaining icebase.retail.mixed: 1 row without a value in at, 1 row before the first"
                + " window, 2 rows not loaded yet");
    lab.catchUp(mixed);
    assertThat(lab.examine(mixed))
        .extracting(Diagnostic::message)
        .containsExactly(
            "1 row of icebase.retail.mixed has no value in `at`, so it is never loaded",
            "up to 3 rows of icebase.retail.mixed are before the first window of `at`, so they are never loaded",
            "up to 3 rows of icebase.retail.mixed wait for windows that have not been loaded yet");
  }

  @Test
  void aPlanCountsTheRowsOfFilesToo() {
    lab.session()
        .sql("SELECT timestamp'2024-01-01 08:00:00' AS at, 1L AS id UNION ALL SELECT null, 2L")
        .write()
        .parquet(lab.folder().resolve("files/events").toString());
    String files = LoadJob.daily().fromDataset("dataos://files:events\n  format: parquet").yaml();
    assertThat(PlanText.of(lab.plan(files)))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("  remaining ")
                    .endsWith(": 1 row without a value in at, 1 row not loaded yet"));
    Run run = lab.run(files);
    assertThat(run.job().untaken()).isEmpty();
    assertThat(lab.tables().summary("copy")).doesNotContainKey("flarepath.read.events");
  }

  private List<String> planned() {
    return PlanText.of(lab.plan(workflow)).stream().map(String::strip).toList();
  }

  private String plannedAdvice() {
    return plannedAdvice(workflow);
  }

  private String plannedAdvice(String workflow) {
    return PlanJson.of(lab.plan(workflow), List.of()).isEmpty()
        ? ""
        : text(
            lab.plan(workflow).jobs().stream()
                .flatMap(
                    job ->
                        job
                            .match(
                                pass -> pass.advice(),
                                stream -> List.<Diagnostic>of(),
                                nothing -> nothing.advice(),
                                later -> List.<Diagnostic>of(),
                                blocked -> blocked.diagnostics())
                            .stream())
                .toList());
  }

  private static JsonNode untaken(Run run) {
    try {
      JsonNode record = new ObjectMapper().readTree(RunJson.of(run.record(), List.of()));
      return record.get("jobs").get(0).get("untaken").get(0);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(List<Diagnostic> diagnostics) {
    return TextRenderer.plain().render(diagnostics).strip();
  }
}
