package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import org.junit.jupiter.api.Test;

/** What a retry must not do twice. */
class RetriedOnceTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void aRetryDoesNotPublishTwiceWhatNoStateTells() {
    LoadJob job =
        Rehearsal.tens()
            .whole()
            .saveMode("append")
            .step("again", "SELECT * FROM events")
            .output("events", "other");
    rehearsal.failing("other");
    JobRecord record = rehearsal.run(retried(job), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(rehearsal.engine.done)
        .extracting(what -> what.replaceAll(" run-.*", ""))
        .containsExactly("write load copy", "write load other", "close load");
    assertThat(record.diagnostics().get(0).help())
        .contains("the job was not retried: it has already published and would publish twice");
  }

  @Test
  void aRetryDoesNotDeliverTwiceWhatNoStateTells() {
    LoadJob job =
        Rehearsal.tens()
            .whole()
            .withoutTable()
            .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: append}}")
            .moreOutput("- {name: again, dataset: out/b.csv, options: {saveMode: append}}")
            .step("again", "SELECT * FROM events");
    rehearsal.failing("out/b.csv");
    JobRecord record = rehearsal.run(retried(job), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(rehearsal.engine.done).containsOnlyOnce("deliver load out/a.csv");
    assertThat(record.published()).hasSize(1);
  }

  private static String retried(LoadJob job) {
    return job.yaml()
        .replace("      spec:\n", "      retry: {count: 2, strategy: always}\n      spec:\n");
  }
}
