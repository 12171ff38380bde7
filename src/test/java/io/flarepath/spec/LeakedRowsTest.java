package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of a result that lie outside its window. */
@Tag("spark")
class LeakedRowsTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void rowsOutsideTheWindowAreDroppedWhenAskedFor() {
    SampleEvents.threeDays(lab);
    LoadJob job =
        LoadJob.daily()
            .step("out", "SELECT IF(id = 1, at + INTERVAL '9' DAY, at) AS at, id FROM events");
    Run dropped = lab.run(job.options("onLeak: drop").yaml());
    assertThat(dropped.counts()).containsExactly("1+0");
    assertThat(dropped.output().counts().rowsLeaked()).isEqualTo(1);
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-02 00:00:00 | 2");
    assertThat(lab.tables().summary("copy")).containsEntry("flarepath.rows-leaked", "1");
  }

  @Test
  void aResultThatLiesWhollyOutsideIsCountedToo() {
    SampleEvents.threeDays(lab);
    Run dropped =
        lab.run(
            LoadJob.daily()
                .step("out", "SELECT at + INTERVAL '9' DAY AS at, id FROM events")
                .options("onLeak: drop")
                .yaml());
    assertThat(dropped.counts()).containsExactly("0+0");
    assertThat(dropped.output().counts().rowsLeaked()).isEqualTo(2);
  }
}
