package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A window of a table that is large and has no partitions. */
@Tag("fire")
class TenMillionRowsTest {

  private static final int ROWS = 10_000_000;
  private static final int FILES = 40;

  @RegisterExtension final Lab lab = new Lab();

  /** Each file has two and a half days; the window is one day, and meets one file or two. */
  @Test
  void onlyTheFilesWhoseStatisticsMeetTheWindowAreRead() {
    lab.now("2024-06-01T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-02-02 08:00:00', -1", "'2024-02-02 09:00:00', -2")
        .create("copy", "at timestamp, id bigint", "")
        .sql(
            "INSERT INTO {}copy SELECT timestamp_micros(1704067200000000 + id * 864000), id"
                + " FROM range(0, %d, 1, %d)".formatted(ROWS, FILES));
    List<String> before = files();
    assertThat(before).hasSize(FILES);
    LoadJob job =
        LoadJob.daily()
            .partitionedBy("")
            .key("start", "sql: select timestamp '2024-02-02 00:00:00'")
            .window("select * from all_events where at >= '$|start|' AND at < '$|end|'");
    AtomicLong read = new AtomicLong();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
          }
        };
    lab.session().sparkContext().addSparkListener(counter);
    Run run;
    try {
      run = lab.run(job.yaml());
      settle();
    } finally {
      lab.session().sparkContext().removeSparkListener(counter);
    }
    assertThat(run.said()).isEmpty();
    List<String> after = files();
    List<String> kept = new ArrayList<>(before);
    kept.retainAll(after);
    int replaced = before.size() - kept.size();
    System.out.printf(
        "a window of %,d rows of %,d: %d of %d files replaced, %,d rows read%n",
        100_000, ROWS, replaced, before.size(), read.get());
    assertThat(replaced).isBetween(1, 2);
    assertThat(read.get()).isLessThanOrEqualTo(2L * replaced * (ROWS / FILES) + 10);
    assertThat(lab.tables().sql("SELECT count(*), sum(id) FROM {}copy WHERE id >= 0"))
        .containsExactly("9900000 | " + sumWithout(32));
    assertThat(lab.tables().sql("SELECT id FROM {}copy WHERE id < 0 ORDER BY id"))
        .containsExactly("-2", "-1");
  }

  /** All numbers but those of one day. */
  private static long sumWithout(int day) {
    long all = (long) ROWS * (ROWS - 1) / 2;
    long first = day * 100_000L;
    return all - (100_000L * first + 100_000L * 99_999L / 2);
  }

  private List<String> files() {
    return lab.tables().sql("SELECT file_path FROM {}copy.files");
  }

  private void settle() {
    try {
      lab.session().sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
