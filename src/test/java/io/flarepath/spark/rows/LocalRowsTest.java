package io.flarepath.spark.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a plan is what a job would give. */
@Tag("spark")
class LocalRowsTest {

  @RegisterExtension final Lab lab = new Lab();

  private final Jobs jobs = new Jobs();

  /** Counts the jobs of one session's application. */
  private static final class Jobs extends SparkListener {
    private final AtomicInteger started = new AtomicInteger();

    @Override
    public void onJobStart(SparkListenerJobStart job) {
      started.incrementAndGet();
    }
  }

  @BeforeEach
  void events() throws Exception {
    lab.tables()
        .create("events", "at timestamp, id bigint, name string, day date", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1, 'a', '2024-01-01'",
            "'2024-01-02 09:00:00', 2, 'b', '2024-01-02'",
            "'2024-01-03 10:00:00', null, null, null");
    session().sparkContext().addSparkListener(jobs);
  }

  @AfterEach
  void stopCounting() {
    session().sparkContext().removeSparkListener(jobs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "select 'a', null, true, 1.5, 1e5, -7L, x'01'",
        "select date'2024-01-01' + 1, timestamp'2024-01-01 12:00:00' + interval 1 day",
        "select timestamp_ntz'2024-01-01 12:00:00', cast('2024-01-01' as timestamp)",
        "select to_timestamp('20240101', 'yyyyMMdd') as a, interval 1 month as b",
        "select (select 3) + 4",
        "select typeof((select date'2024-01-01'))",
        "select array(1, 2), named_struct('a', 1, 'b', 'x'), map('k', 1)",
        "select v from (select 1 as v) where v = 1",
        "select 1 as v where false",
        "select * from values (1, 'a'), (2, 'b')",
        "select cast('x' as int)",
        "select max(id) from icebase.retail.events",
        "select max(day) from icebase.retail.events",
        "select min(id) from icebase.retail.events"
      })
  void noJobIsNeeded(String sql) throws Exception {
    List<Row> expected = session().sql(sql).takeAsList(2);
    int before = started();
    assertThat(LocalRows.take(session().sql(sql), 2)).isEqualTo(expected);
    assertThat(started()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id from icebase.retail.events where id = 2",
        "select max(id) + 1 from icebase.retail.events",
        "select max(id), min(id) from icebase.retail.events",
        "select max(id) from icebase.retail.events where id < 2",
        "select max(name) from icebase.retail.events group by day order by 1",
        "select max(at) from icebase.retail.events where at < timestamp'2024-01-02 12:00:00'",
        "select count(*) from icebase.retail.events",
        "select max(id) from icebase.retail.events having max(id) > 5",
        "select max(length(name)) from icebase.retail.events",
        "select explode(array(1, 2, 3))",
        "select 1 union all select 2"
      })
  void whatNeedsAJobIsTheSame(String sql) {
    assertThat(LocalRows.take(session().sql(sql), 2)).isEqualTo(session().sql(sql).takeAsList(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void timesComeAsTheSessionSays(String java8) {
    session().conf().set("spark.sql.datetime.java8API.enabled", java8);
    Dataset<Row> query = session().sql("select timestamp'2024-01-01 12:00:00', date'2024-01-01'");
    assertThat(LocalRows.only(query)).isEqualTo(query.first());
  }

  private SparkSession session() {
    return lab.session();
  }

  /** After all of them were heard of. */
  private int started() throws Exception {
    session().sparkContext().listenerBus().waitUntilEmpty(10_000);
    return jobs.started.get();
  }
}
