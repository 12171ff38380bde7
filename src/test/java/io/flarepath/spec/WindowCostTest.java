package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.CountedIO;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.time.LocalDate;
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
                // Those of the two days that it meets.
                "events read manifest", 2,
                "jobs", 2));
  }

  /** Each day of the source is a commit, and so a manifest and a file. */
  @Test
  void aRunCostsTheSameHoweverManyDaysThereAreBesideItsWindows() throws TimeoutException {
    lab.tables().create("many", "at timestamp, id bigint", "days(at)");
    for (int day = -15; day <= 25; day++) {
      String date = LocalDate.parse("2024-01-01").plusDays(day - 1).toString();
      lab.tables().insert("many", "'%s 08:00:00', %d".formatted(date, day));
    }
    Map<String, Integer> few = run("events");
    Map<String, Integer> many = run("many");
    assertThat(few).containsEntry("source read manifest", 7);
    assertThat(many).isEqualTo(few);
  }

  /** What two windows cost, as the first of a new output. */
  private Map<String, Integer> run(String source) throws TimeoutException {
    String output = "copy_of_" + source;
    Map<String, Integer> counts = new TreeMap<>();
    counted(LoadJob.daily().from(source).to(output).yaml(), 2)
        .forEach(
            (what, times) ->
                counts.put(what.replace(output, "output").replace(source, "source"), times));
    return counts;
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
