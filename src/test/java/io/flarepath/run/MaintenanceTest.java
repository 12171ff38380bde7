package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.MeddledTables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.table.TableName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When actions are done, and what becomes of them when others are faster. */
class MaintenanceTest {

  private static final String JOB =
      Rehearsal.tens().yaml() + "            actions: [{name: rewrite_manifests, input: events}]\n";

  private final Rehearsal rehearsal = new Rehearsal().upTo(15);

  @Test
  void actionsAreDoneOnceAfterAllPasses() {
    JobRecord job = rehearsal.run(JOB, Rehearsal.CATCH_UP).jobs().get(0);
    assertThat(job.actions())
        .extracting(ActionRecord::counts)
        .containsExactly(Map.of("rewritten_data_files", 3L));
    assertThat(rehearsal.engine.done)
        .endsWith("maintain load rewrite_manifests of icebase.retail.events", "close load");
    JobRecord again = rehearsal.run(JOB, Rehearsal.CATCH_UP).jobs().get(0);
    assertThat(again.status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(again.actions()).isEmpty();
  }

  @Test
  void anActionThatOthersAlwaysForestallGivesUp() {
    JobRecord job =
        rehearsal
            .meddling(
                tables ->
                    new MeddledTables(tables) {
                      @Override
                      public boolean commits(
                          TableName name, Map<String, String> summary, Runnable work) {
                        return false;
                      }
                    })
            .run(JOB, Rehearsal.ONCE)
            .jobs()
            .get(0);
    assertThat(job.status()).isEqualTo(Status.FAILED);
    assertThat(job.passes()).hasSize(1);
    assertThat(job.diagnostics().get(0).code()).isEqualTo(Code.TABLE_TOO_BUSY);
    assertThat(job.diagnostics().get(0).place()).isPresent();
    assertThat(job.diagnostics().get(0).notes())
        .containsExactly("it was tried 3 times and changed nothing");
  }
}
