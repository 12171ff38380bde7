package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.history.JobTable;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.Tables;
import io.flarepath.report.PlanText;
import io.flarepath.report.StateText;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.settings.Depot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sinks see each window at least once: they are written before the state moves. */
@Tag("spark")
class AtLeastOnceTest {

  private static final String APPENDING =
      """
      - name: events
        dataset: dataos://files:out/rows
        format: json
        options: {saveMode: append}
      """;

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  @Test
  void aRunThatDiesAfterTheDeliveryDeliversItsWindowAgain() {
    lab.meddling(Dying::new);
    assertThatThrownBy(() -> lab.run(mixed().yaml())).hasRootCauseMessage("killed");
    assertThat(delivered()).containsExactly("1", "2");
    assertThat(lab.tables().rows("copy")).isEmpty();
    lab.meddling(tables -> tables);
    Run run = lab.catchUp(mixed().yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(delivered()).containsExactly("1", "1", "2", "2", "3");
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void soDoesOneThatKeepsItsStateInTheTableOfTheSettings() {
    lab.meddling(Dying::new);
    assertThatThrownBy(() -> lab.run(sinkOnly("load").yaml())).hasRootCauseMessage("killed");
    lab.meddling(tables -> tables);
    Run run = lab.catchUp(sinkOnly("load").yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(delivered()).containsExactly("1", "1", "2", "2", "3");
  }

  @Test
  void aPublishThatFailsSaysWhatWasDeliveredBefore() {
    lab.meddling(Refusing::new);
    Diagnostic failure = lab.run(mixed().yaml()).failure();
    assertThat(failure.notes())
        .containsExactly(
            "the pass had already been delivered to %s; the next run delivers it again"
                .formatted(path("out/rows")));
    assertThat(delivered()).containsExactly("1", "2");
  }

  @Test
  void nothingIsDeliveredIfTheTableRejectsTheRows() {
    Run run = lab.run(mixed().assertions("- {column: id, tests: ['max < 2']}").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(Path.of(path("out/rows"))).doesNotExist();
  }

  @Test
  void nothingIsPublishedIfASinkCannotBeWritten() {
    lab.depot(new Depot.Files("none", "/dev/null"));
    LoadJob job = mixed(APPENDING.replace("dataos://files:out/rows", "dataos://none:x/rows"));
    Diagnostic failure = lab.run(job.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.message()).isEqualTo("/dev/null/x/rows cannot be written");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void jobsWithoutATableShareOneForTheirStates() {
    assertThat(PlanText.of(lab.plan(sinkOnly("load").yaml())))
        .contains(
            "  deliver   %s  append".formatted(path("out/rows")),
            "            because saveMode is append",
            "            at least once: if a run crashes after the delivery but before the state changes, the next one delivers the window again",
            "  write     icebase.flarepath.state  append  (a new table)",
            "            because no output is an Iceberg table, and the state needs one");
    String both = LoadJob.workflow("test", sinkOnly("load"), sinkOnly("other"));
    Run first = lab.catchUp(both);
    assertThat(first.job("load").diagnostics()).isEmpty();
    assertThat(first.job("other").diagnostics()).isEmpty();
    assertThat(delivered()).containsExactly("1", "2", "3");
    assertThat(
            lab.tables()
                .sql(
                    "SELECT workflow, job, windows, keys FROM icebase.flarepath.state WHERE job = 'load' ORDER BY at"))
        .containsExactly(
            "test | load | (2024-01-01 00:00:00, 2024-01-02 00:00:00] |"
                + " all_events.start = 2024-01-01 00:00:00, all_events.end = 2024-01-02 00:00:00",
            "test | load | (2024-01-02 00:00:00, 2024-01-03 00:00:00] |"
                + " all_events.start = 2024-01-02 00:00:00, all_events.end = 2024-01-03 00:00:00");
    Run again = lab.run(both);
    assertThat(again.job("load").status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(delivered()).hasSize(3);
  }

  @Test
  void aJobOfAnotherWorkflowNeedsAnotherNameThere() {
    lab.run(sinkOnly("load").yaml());
    Diagnostic failure = lab.run(LoadJob.workflow("elsewhere", sinkOnly("load"))).failure();
    assertThat(failure.code()).isEqualTo(Code.STATE_OF_ANOTHER);
    assertThat(failure.help())
        .contains("or set `flarepath.run.state-table` to a table that only this workflow uses");
  }

  @Test
  void undoTakesTheStateBackAndNothingElse() {
    String both = LoadJob.workflow("test", sinkOnly("load"), sinkOnly("other"));
    lab.catchUp(both);
    for (String state : List.of("all_events.start = 2024-01-02 00:00:00", "no state")) {
      JobTable place = lab.places(both).get(0);
      assertThat(StateText.of(lab.undo(place)))
          .contains(
              "  after   " + state,
              "  the data is not changed",
              "  what was delivered to %s is not undone".formatted(path("out/rows")));
    }
    assertThat(lab.tables().sql("SELECT count(*) FROM icebase.flarepath.state"))
        .containsExactly("4");
    Run again = lab.catchUp(both);
    assertThat(again.job("load").passes()).hasSize(2);
    assertThat(again.job("other").status()).isEqualTo(Status.NOTHING_TO_DO);
    // The last window ends after the newest row, and that is as it should be.
    assertThat(lab.examine(both)).isEmpty();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 3; i++) {
                lab.undo(lab.places(both).get(0));
              }
            })
        .hasMessage("the last publish of `load` cannot be undone");
  }

  @Test
  void twoSinksOfOneViewAreGivenTheSameRows() {
    LoadJob job =
        LoadJob.daily()
            .withoutTable()
            .step("out", "SELECT *, reflect('java.util.UUID', 'randomUUID') AS mark FROM events")
            .moreOutput(APPENDING.replace("name: events", "name: out"))
            .moreOutput(
                APPENDING.replace("name: events", "name: out").replace("out/rows", "out/others"));
    assertThat(lab.allowScripts().run(job.yaml()).job().diagnostics()).isEmpty();
    assertThat(marks("out/rows")).hasSize(2).isEqualTo(marks("out/others"));
  }

  @Test
  void aBackfillDeliversAndLeavesTheStateAlone() {
    lab.run(sinkOnly("load").yaml());
    Run run =
        lab.backfill(
            sinkOnly("load").yaml(),
            Map.of(
                "all_events.start",
                "2024-01-01 00:00:00",
                "all_events.end",
                "2024-01-01 12:00:00"));
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(delivered()).containsExactly("1", "1", "2");
    assertThat(lab.run(sinkOnly("load").yaml()).windows())
        .containsExactly("(2024-01-02 00:00:00, 2024-01-03 00:00:00]");
  }

  @Test
  void aFixedWindowNeedsNoState() {
    LoadJob fixed = sinkOnly("load").state("");
    lab.run(fixed.yaml());
    lab.run(fixed.yaml());
    assertThat(delivered()).containsExactly("1", "1", "2", "2");
    assertThat(lab.tables().sql("SHOW NAMESPACES IN icebase")).containsExactly("retail");
    assertThat(lab.run(fixed.yaml(), lab.catchingUp(OptionalInt.empty())).failure().code())
        .isEqualTo(Code.WINDOW_STANDS_STILL);
  }

  private static LoadJob mixed() {
    return mixed(APPENDING);
  }

  private static LoadJob mixed(String sink) {
    return LoadJob.daily().step("out", "SELECT * FROM events").moreOutput(sink);
  }

  private static LoadJob sinkOnly(String name) {
    String folder = name.equals("load") ? "rows" : name;
    return LoadJob.named(name)
        .withoutTable()
        .moreOutput(APPENDING.replace("out/rows", "out/" + folder));
  }

  private List<String> delivered() {
    return lab.session().read().json(path("out/rows")).orderBy("id").collectAsList().stream()
        .map(row -> Long.toString(row.<Long>getAs("id")))
        .toList();
  }

  private List<String> marks(String folder) {
    return lab.session().read().json(path(folder)).orderBy("id").collectAsList().stream()
        .map(row -> row.<String>getAs("mark"))
        .toList();
  }

  private String path(String path) {
    return lab.folder().resolve("files").resolve(path).toString();
  }

  /** Dies when the pass is about to be published. */
  private static final class Dying extends MeddledTables {
    Dying(Tables tables) {
      super(tables);
    }

    @Override
    public PublishOutcome publish(PublishRequest request) {
      throw new IllegalStateException("killed");
    }
  }

  /** Cannot publish, and says so. */
  private static final class Refusing extends MeddledTables {
    Refusing(Tables tables) {
      super(tables);
    }

    @Override
    public PublishOutcome publish(PublishRequest request) {
      throw new FlarepathException(Diagnostic.error(Code.CATALOG_FAILED, "the catalog is away"));
    }
  }
}
