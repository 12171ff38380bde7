package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.CountedIO;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one more window costs, in exact counts: the difference of two catch-ups. */
@Tag("spark")
class WindowCostTest {

  @RegisterExtension final Lab lab = new Lab();

  private final AtomicInteger jobs = new AtomicInteger();
  private final SparkListener counter =
      new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart job) {
          jobs.incrementAndGet();
        }
      };

  @BeforeEach
  void tenDays() {
    lab.catalog("io-impl", CountedIO.class.getName()).now("2024-02-01T00:00");
    lab.tables().create("events", "at timestamp, id bigint", "days(at)");
    for (int day = 1; day <= 10; day++) {
      lab.tables().insert("events", "'2024-01-%02d 08:00:00', %d".formatted(day, day));
    }
  }

  @Test
  void aPlainCopyByDays() throws TimeoutException {
    String workflow = LoadJob.daily().yaml();
    lab.catchUp(workflow, 2);
    Map<String, Integer> two = counted(workflow, 2);
    Map<String, Integer> five = counted(workflow, 5);
    Map<String, Integer> perWindow = new TreeMap<>();
    five.forEach((what, times) -> perWindow.put(what, (times - two.getOrDefault(what, 0)) / 3));
    perWindow.remove("events read manifest"); // One for each commit of the source, however often.
    perWindow.values().removeIf(times -> times == 0);
    perWindow.remove(" read data"); // Tables' folders, of which no file is opened.
    assertThat(perWindow)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                // Decide, write and read the edge by Spark, look at what is staged.
                "copy read metadata", 4,
                // Stage, publish.
                "copy write metadata", 2,
                "copy read manifest list", 3,
                "copy write manifest list", 1,
                "copy write manifest", 1,
                "copy write data", 1,
                // Freeze: it is the snapshot of the window before.
                "events read metadata", 1,
                "events read data", 1,
                "jobs", 2));
  }

  private Map<String, Integer> counted(String workflow, int windows) throws TimeoutException {
    lab.session().sparkContext().listenerBus().waitUntilEmpty(10_000);
    lab.session().sparkContext().addSparkListener(counter);
    jobs.set(0);
    CountedIO.reset();
    try {
      Run run = lab.catchUp(workflow, windows);
      assertThat(run.windows()).hasSize(windows);
      lab.session().sparkContext().listenerBus().waitUntilEmpty(10_000);
    } finally {
      lab.session().sparkContext().removeSparkListener(counter);
    }
    Map<String, Integer> counts = new TreeMap<>(CountedIO.counts());
    counts.put("jobs", jobs.get());
    return counts;
  }
}
