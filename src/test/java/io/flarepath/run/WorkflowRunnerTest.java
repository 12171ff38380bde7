package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.publish.Mode;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.state.KeyName;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The passes of a run, with an engine of numbers and tables in memory. */
class WorkflowRunnerTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void aRunDoesOneWindow() {
    JobRecord job = rehearsal.run(Rehearsal.ONCE);
    assertThat(job.passes()).hasSize(1);
    assertThat(job.passes().get(0).reason())
        .isEqualTo("first window: the table has no state for this job");
    assertThat(job.passes().get(0).windows()).hasToString("[(0, 10]]");
    assertThat(rehearsal.run(Rehearsal.ONCE).passes().get(0).reason())
        .isEqualTo("the window has ended, and the input has rows past its start");
  }

  @Test
  void aCatchUpEndsWithTheData() {
    rehearsal.engine.newest = OptionalLong.of(30);
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(job.passes()).hasSize(3);
    assertThat(job.reason()).isEqualTo("the input has no rows past 30 yet; its newest at is 30");
    JobRecord again = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(again.status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(again.reason()).isEqualTo(job.reason());
  }

  @Test
  void eachPassOfARunHasItsOwnFiles() {
    rehearsal.engine.newest = OptionalLong.of(20);
    rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(rehearsal.engine.done)
        .containsExactly(
            "write load copy run-1-load-1-uuid-run-1/load",
            "write load copy run-1-load-2-uuid-run-1/load",
            "close load");
  }

  @Test
  void aBackfillLeavesTheStateAndDoesItsKeys() {
    rehearsal.run(Rehearsal.ONCE);
    RunOptions backfill =
        new RunOptions(
            Mode.BACKFILL,
            Set.of(),
            false,
            OptionalInt.empty(),
            Map.of(new KeyName("all_events", "start"), "500"),
            true);
    JobRecord job = rehearsal.run(backfill);
    assertThat(job.passes().get(0).windows()).hasToString("[(500, 510]]");
    assertThat(job.passes().get(0).reason()).isEqualTo("backfill of the given keys");
    assertThat(rehearsal.tables.table(Plans.COPY).mark("load").state())
        .isEqualTo(Plans.state("10"));
  }

  @Test
  void aBugIsThrownAndTheSessionIsClosed() {
    rehearsal.engine.whileWriting =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> rehearsal.run(Rehearsal.ONCE)).hasRootCauseMessage("a bug");
    assertThat(rehearsal.engine.done).contains("close load");
  }

  @Test
  void anInterruptedRunSaysSo() {
    rehearsal.engine.whileWriting = () -> Thread.currentThread().interrupt();
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(job.diagnostics().get(0).code()).isEqualTo(Code.INTERRUPTED);
    assertThat(job.diagnostics().get(0).notes()).contains("nothing was published");
    assertThat(job.passes()).isEmpty();
  }

  @Test
  void theOutputThatIsBehindGoesFirstAndAlone() {
    LoadJob job =
        Rehearsal.tens().step("again", "SELECT * FROM events").to("copy").output("events", "other");
    rehearsal.engine.newest = OptionalLong.of(20);
    rehearsal.engine.failsOn = "other";
    rehearsal.run(job.yaml(), Rehearsal.ONCE);
    rehearsal.engine.failsOn = "";
    rehearsal.engine.done.clear();
    rehearsal.run(job.yaml(), Rehearsal.CATCH_UP);
    assertThat(rehearsal.engine.done)
        .extracting(what -> what.replaceAll(" run-.*", ""))
        .containsExactly("write load other", "write load copy", "write load other", "close load");
  }
}
