package io.flarepath.spark.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LabSpark;
import io.flarepath.run.Cost;
import io.flarepath.run.Meter.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class SparkMeterTest {

  private Path folder;

  private final SparkSession session = LabSpark.session().newSession();
  private final SparkMeter meter = SparkMeter.of(session.sparkContext());

  /** Three files. */
  private Dataset<Row> numbers;

  /** Another query of them: the plan of a query that runs again does not count its files again. */
  private List<Row> all() {
    return numbers.select("id").collectAsList();
  }

  @BeforeEach
  void threeFiles(@TempDir Path temporary) {
    folder = temporary;
    String path = folder.resolve("numbers").toString();
    session.range(0, 90, 1, 3).toDF("id").write().parquet(path);
    numbers = session.read().parquet(path);
  }

  private void settle(Account... accounts) {
    meter.settle(List.of(accounts));
  }

  @AfterEach
  void stop() {
    meter.stop();
  }

  @Test
  void aQueryIsChargedToWhoeverPaysThen() {
    Account first = meter.open();
    Account second = meter.open();
    all();
    meter.charge(first);
    all();
    meter.charge(second);
    numbers.filter("id < 5").collectAsList();
    all();
    meter.charge(first);
    all();
    meter.stop();
    all();
    settle();

    assertThat(first.cost().sparkJobs()).hasValue(2);
    assertThat(first.cost().filesRead()).hasValue(6);
    assertThat(first.cost().bytesRead()).hasValue(2 * bytes());
    assertThat(second.cost().sparkJobs()).hasValue(2);
  }

  @Test
  void jobsOnOtherThreadsOfAQueryAreCountedToo_andRowsThatAreUsedTwiceOnce() {
    Account account = meter.open();
    meter.charge(account);
    // A broadcast, a subquery that two places use, and the query itself.
    numbers.createOrReplaceTempView("numbers");
    session
        .sql(
            "SELECT /*+ BROADCAST(b) */ a.id FROM numbers a JOIN numbers b ON a.id = b.id + 1"
                + " WHERE a.id > (SELECT avg(id) FROM numbers)"
                + " AND b.id > (SELECT avg(id) FROM numbers)")
        .collectAsList();
    settle();

    assertThat(account.cost().sparkJobs().orElseThrow()).isGreaterThanOrEqualTo(3);
    assertThat(account.cost().filesRead()).hasValue(9);
  }

  @Test
  void rowsThatAreKeptAreReadOnce() {
    Account first = meter.open();
    Account second = meter.open();
    Dataset<Row> kept = numbers.filter("id % 2 = 0").persist();
    try {
      meter.charge(first);
      kept.collectAsList();
      meter.charge(second);
      kept.collectAsList();
      settle();
    } finally {
      kept.unpersist();
    }
    assertThat(first.cost().filesRead()).hasValue(3);
    assertThat(second.cost().filesRead()).hasValue(0);
    assertThat(second.cost().sparkJobs()).hasValue(1);
  }

  @Test
  void twoThreadsPayForThemselves() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch both = new CountDownLatch(2);
      Future<Cost> two = threads.submit(() -> spent(2, both));
      Future<Cost> five = threads.submit(() -> spent(5, both));
      assertThat(two.get().sparkJobs()).hasValue(2);
      assertThat(five.get().sparkJobs()).hasValue(5);
      assertThat(five.get().filesRead()).hasValue(15);
    } finally {
      threads.shutdownNow();
    }
  }

  private Cost spent(int queries, CountDownLatch both) throws InterruptedException {
    Account account = meter.open();
    both.countDown();
    both.await();
    for (int i = 0; i < queries; i++) {
      meter.charge(account);
      all();
      meter.stop();
    }
    settle();
    return account.cost();
  }

  /** A thread that was started while somebody paid goes on paying, until it says otherwise. */
  @Test
  void aThreadPaysForAnotherAccountThanTheOneThatStartedIt() throws InterruptedException {
    Account outer = meter.open();
    Account inner = meter.open();
    meter.charge(outer);
    Thread thread =
        new Thread(
            () -> {
              all();
              meter.charge(inner);
              all();
              all();
            });
    thread.start();
    thread.join();
    settle();
    assertThat(outer.cost().sparkJobs()).hasValue(1);
    assertThat(inner.cost().sparkJobs()).hasValue(2);
  }

  @Test
  @Timeout(60)
  void aListenerThatIsSlowDelaysNobody() {
    CountDownLatch asked = new CountDownLatch(1);
    SparkListener slow =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            try {
              asked.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    session.sparkContext().addSparkListener(slow);
    try {
      Account account = meter.open();
      meter.charge(account);
      session.range(10).toJavaRDD().count();
      session.range(10).toJavaRDD().count();
      settle();
      assertThat(account.cost().sparkJobs()).hasValue(2);
    } finally {
      asked.countDown();
      session.sparkContext().removeSparkListener(slow);
    }
  }

  /** As where a job is interrupted while another one runs. */
  @Test
  void whoDoesNotWaitKnowsNothing_andOthersDo() {
    Account impatient = meter.open();
    Account other = meter.open();
    meter.charge(other);
    all();
    Thread.currentThread().interrupt();
    settle(impatient);
    assertThat(Thread.interrupted()).isTrue();
    settle(other);
    assertThat(impatient.cost()).isEqualTo(Cost.UNKNOWN);
    assertThat(other.cost().sparkJobs()).hasValue(1);
  }

  @Test
  void settlingTakesNoTimeToSpeakOf() {
    for (int i = 0; i < 100; i++) {
      settle();
    }
    long started = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      settle();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started).dividedBy(100))
        .isLessThan(Duration.ofMillis(5));
  }

  @Test
  void aPlanThatRunsAgainDoesNotTellWhatItReads() {
    Account first = meter.open();
    Account second = meter.open();
    Dataset<Row> twice = numbers.select("id");
    meter.charge(first);
    twice.collectAsList();
    settle();
    meter.charge(second);
    twice.collectAsList();
    settle();
    assertThat(first.cost().filesRead()).hasValue(3);
    assertThat(second.cost().sparkJobs()).hasValue(1);
    assertThat(second.cost().filesRead()).isEmpty();
  }

  @Test
  void whatAScanDoesNotTellIsUnknown() {
    Account rows = meter.open();
    meter.charge(rows);
    session
        .createDataFrame(session.range(5).toDF("id").toJavaRDD(), numbers.schema())
        .collectAsList();
    Account nothing = meter.open();
    meter.charge(nothing);
    session.range(5).select(functions.lit(1)).collectAsList();
    session.sql("SELECT 1").collectAsList();
    Account partitions = meter.open();
    meter.charge(partitions);
    String path = folder.resolve("parts").toString();
    numbers.withColumn("p", functions.expr("id % 2")).write().partitionBy("p").parquet(path);
    meter.charge(meter.open());
    Dataset<Row> parts = session.read().parquet(path);
    Account part = meter.open();
    meter.charge(part);
    parts.filter("p = 1").collectAsList();
    settle();

    assertThat(rows.cost().sparkJobs()).hasValue(1);
    assertThat(rows.cost().filesRead()).isEmpty();
    assertThat(nothing.cost().filesRead()).hasValue(0);
    assertThat(nothing.cost().filesSkipped()).hasValue(0);
    assertThat(partitions.cost().filesRead()).hasValue(3);
    assertThat(part.cost().filesRead().orElseThrow()).isPositive();
    assertThat(part.cost().filesSkipped()).isEmpty();
  }

  @Test
  void aLostAccountKnowsNothing() {
    Tally tally = new Tally("tag");
    tally.job();
    tally.scanned(Scans.of(3, 10));
    assertThat(tally.cost().filesRead()).hasValue(3);
    tally.lose();
    assertThat(tally.cost()).isEqualTo(Cost.UNKNOWN);
    assertThat(tally.tables()).isEqualTo(Map.of());
  }

  private long bytes() {
    try (var files = Files.list(folder.resolve("numbers"))) {
      List<Path> data = files.filter(file -> file.toString().endsWith(".parquet")).toList();
      long sum = 0;
      for (Path file : data) {
        sum += Files.size(file);
      }
      return sum;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
