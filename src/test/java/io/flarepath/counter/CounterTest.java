package io.flarepath.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.history.JobTable;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.report.PlanText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A strategy that is its own files and one registration runs through plan, run, catch-up, backfill,
 * state, undo and doctor. The kill kit runs it too.
 */
@Tag("spark")
class CounterTest {

  private static final LoadJob JOB =
      LoadJob.named("load")
          .form("counter: {column: id, size: 10, every: 3}")
          .partitionedBy("- {type: truncate, column: id, name: id_ten, width: 10}");

  private static final String WORKFLOW = JOB.yaml();

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void numbers() {
    lab.tables().create("events", "at timestamp, id bigint", "bucket(4, id)");
    lab.session()
        .sql(
            "INSERT INTO icebase.retail.events"
                + " SELECT timestamp'2024-01-01 00:00:00', id FROM range(0, 65)");
  }

  @Test
  void thePlanShowsTheNextGroupAndWhy() {
    assertThat(PlanText.of(lab.plan(WORKFLOW)))
        .contains(
            "  why       row group 0 is whole",
            "  window    [0, 10) of id",
            "  keys      all_events.group = 0  (from the state)",
            "            SELECT * FROM all_events WHERE id >= 0 AND id < 10",
            "  then      the state determined by the rows of this pass",
            "  next      nothing: the next windows depend on the rows that this pass reads");
  }

  @Test
  void everyThirdGroupIsLoadedAndTheStateCountsWhatWasWritten() {
    Run run = lab.catchUp(WORKFLOW);
    assertThat(run.windows()).containsExactly("[0, 10)", "[30, 40)");
    assertThat(run.job().reason()).isEqualTo("row group 6 is not whole yet");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.group = 6, all_events.rows = 20");
    assertThat(lab.tables().summary("copy"))
        .containsEntry("flarepath.key.all_events.group", "3")
        .containsEntry("flarepath.before.all_events.rows", "10")
        .containsEntry("flarepath.state.all_events.rows", "20");
    assertThat(lab.tables().rows("copy")).hasSize(20);
    assertThat(lab.run(WORKFLOW).job().passes()).isEmpty();
  }

  @Test
  void aBackfillReplacesAGroupAndLeavesTheState() {
    lab.catchUp(WORKFLOW);
    Run again = lab.backfill(WORKFLOW, Map.of("all_events.group", "1"));
    assertThat(again.windows()).containsExactly("[10, 20)");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.group = 6, all_events.rows = 20");
    assertThat(lab.tables().rows("copy")).hasSize(30);
  }

  @Test
  void theStateIsShownAndUndone() {
    lab.catchUp(WORKFLOW);
    JobTable table = lab.places(WORKFLOW).get(0);
    assertThat(table.mark().state()).hasToString("all_events.group = 6, all_events.rows = 20");
    lab.undo(table);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.group = 3, all_events.rows = 10");
    assertThat(lab.tables().rows("copy")).hasSize(10);
    assertThat(lab.catchUp(WORKFLOW).windows()).containsExactly("[30, 40)");
  }

  @Test
  void theDoctorLooksAtItsTable() {
    lab.catchUp(WORKFLOW);
    // The windows do leave a gap: every third group is read.
    assertThat(lab.examine(WORKFLOW))
        .extracting(Diagnostic::message)
        .containsExactly("two windows of `load` in icebase.retail.copy leave a gap");
  }

  @Test
  void aFaultIsSaidWithItsPlaceAndASuggestion() {
    List<Diagnostic> problems =
        lab.problems(LoadJob.named("load").form("counter: {column: id, size: 10, evry: 3}").yaml());
    assertThat(problems).extracting(Diagnostic::message).contains("unknown key `evry`");
    assertThat(problems.get(0).help()).containsExactly("did you mean `every`?");
  }
}
