package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Passes over the windows of a table, one after another. */
@Tag("spark")
class CatchUpTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeDaysOfEvents() {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3",
            "'2024-01-03 00:00:00', 4",
            "'2024-01-03 10:00:00', 5");
  }

  @Test
  void eachWindowIsOneSnapshotOfMain() {
    lab.now("2024-01-04T00:00");
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.windows())
        .containsExactly(
            "(2024-01-01 00:00:00, 2024-01-02 00:00:00]",
            "(2024-01-02 00:00:00, 2024-01-03 00:00:00]",
            "(2024-01-03 00:00:00, 2024-01-04 00:00:00]");
    assertThat(lab.tables().history("copy")).hasSize(3);
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy.snapshots")).containsExactly("3");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }
}
