package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the window's column comes from and goes to, whatever it is called on the way. */
@Tag("spark")
class WindowLineageTest {

  private static final String CLOSED_OPEN =
      "select * from all_events where at >= '$|start|' AND at < '$|end|'";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeDays() {
    SampleEvents.threeDays(lab);
    lab.now("2024-01-09T00:00");
    // Of the same column name, one day behind.
    lab.tables()
        .create("dim", "id bigint, at timestamp, v string", "")
        .insert(
            "dim",
            "1, '2024-01-01 01:00:00', 'a'",
            "2, '2024-01-01 02:00:00', 'b'",
            "3, '2024-01-02 00:00:00', 'c'",
            "4, '2024-01-02 04:00:00', 'd'",
            "5, '2024-01-02 05:00:00', 'e'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from (select at, id from all_events) x where x.at > '$|start|' and at <= '$|end|'",
        "select ts as at, id from (select id, at as ts from all_events) where ts > '$|start|' and ts <= '$|end|'",
        "with x as (select * from all_events) select x.* from x where x.at > '$|start|' and x.at <= '$|end|'",
        "with x as (select id, at t from all_events where at > '$|start|'), y as (select * from x where t <= '$|end|') select t as at, id from y",
        "select * from all_events where '$|start|' < at and '$|end|' >= at",
        "select * from all_events where at between to_timestamp('$|start|') + interval 1 microsecond and '$|end|'",
        "select e.* from all_events e join icebase.retail.dim d on e.id = d.id where e.at > '$|start|' and e.at <= '$|end|'",
        "select e.* from icebase.retail.dim d right join all_events e on e.id = d.id and d.v <> 'c' where e.at > '$|start|' and e.at <= '$|end|'",
        "select * from all_events where at > '$|start|' and at <= '$|end|' and id < 4 union all select * from all_events where at > '$|start|' and at <= '$|end|' and id >= 4",
        "select distinct * from all_events where at > '$|start|' and at <= '$|end|'",
        "select at, max(id) as id from all_events where at > '$|start|' and at <= '$|end|' group by at",
        "select at, id from (select *, row_number() over (partition by id order by at) n from all_events) where at > '$|start|' and at <= '$|end|' and n = 1",
      })
  void theColumnIsFoundWhereverTheQueryCompares(String sql) {
    Run run = lab.catchUp(LoadJob.daily().window(sql).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(3);
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
    assertThat(run.job().reason()).contains("has no rows past");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  /** The newest value is that of the column's own relation. */
  @Test
  void aColumnOfAnotherRelationIsThatRelations() {
    String workflow =
        LoadJob.daily()
            .window(
                "select d.at, e.id from all_events e join icebase.retail.dim d on e.id = d.id"
                    + " where d.at > '$|start|' and d.at <= '$|end|'")
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows())
        .containsExactly(
            "(2024-01-01 00:00:00, 2024-01-02 00:00:00]",
            "(2024-01-02 00:00:00, 2024-01-03 00:00:00]");
    assertThat(run.job().reason()).endsWith("its newest at is 2024-01-02 05:00:00");
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @ParameterizedTest
  @CsvSource({
    "'select id, at as event_at from events', event_at, '- {type: day, column: event_at}'",
    "'select id, at as event_at from events', event_at, '- {type: identity, column: id}'",
    "'select id, at as event_at from events', event_at, ''",
    "'select e.id, e.at as event_at, d.at from events e join icebase.retail.dim d on e.id = d.id', event_at, '- {type: day, column: event_at}'",
    "'select id, event_at from (select at as event_at, id from events union all select at, id from events where false)', event_at, ''",
    "'select id, at, to_date(at) as day from events', at, '- {type: identity, column: day}'",
    "'select id, at, date_format(at, ''yyyy-MM'') as month from events', at, '- {type: identity, column: month}'",
  })
  void theColumnIsFoundUnderAnotherNameAndOverAnyPartitions(
      String step, String column, String partitions) {
    Run run = lab.catchUp(LoadJob.daily().step("out", step).partitionedBy(partitions).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().sql("SELECT %s, id FROM {}copy ORDER BY 1".formatted(column)))
        .isEqualTo(lab.tables().rows("events"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select to_date(at) as day, count(*) as n from events group by to_date(at)",
        "select cast(at as date) as day, count(*) as n from events group by 1",
        "select date_trunc('day', at) as day, count(*) as n from events group by all",
        "select day, sum(1) as n from (select date(at) as day from events) group by day"
      })
  void aGroupThatIsMadeOfWholeWindowsTellsThem(String step) {
    LoadJob job =
        LoadJob.daily()
            .window(CLOSED_OPEN)
            .step("out", step)
            .partitionedBy("- {type: month, column: day}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().sql("SELECT to_date(day), n FROM {}copy ORDER BY day"))
        .containsExactly("2024-01-01 | 1", "2024-01-02 | 2", "2024-01-03 | 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select to_date(at) as day, count(*) as n from events group by to_date(at)",
        "select date_trunc('week', at) as day, count(*) as n from events group by 1",
        "select date_trunc('hour', at) as day, count(*) as n from events group by 1",
      })
  void aGroupThatIsCoarserThanTheWindowIsRefused(String step) {
    Run run =
        lab.catchUp(
            LoadJob.daily().step("out", step).partitionedBy("- {type: day, column: day}").yaml());
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(run.failure().notes().get(0))
        .isEqualTo(
            "the result has only `day` of the window column `at`, and one of its values covers rows of two windows at the ends of (2024-01-01 00:00:00, 2024-01-02 00:00:00]");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  /** It is 1 in every January, so its partition has rows of other years too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select month(at) as part, count(*) as n from events group by 1",
        "select month(to_date(at)) as part, count(*) as n from events group by 1",
        "select dayofyear(at) as part, count(*) as n from events group by 1",
        "select day(at) as part, count(*) as n from events group by 1",
        "select cast(weekday(at) as bigint) as part, count(*) as n from events group by 1",
        "select quarter(at) * 10 as part, count(*) as n from events group by 1",
        "select unix_date(to_date(at)) % 7 as part, count(*) as n from events group by 1",
        "select -unix_date(to_date(at)) as part, count(*) as n from events group by 1",
        "select hour(at) as part, count(*) as n from events group by 1",
      })
  void aValueThatComesBackDoesNotTellTheWindow(String step) {
    LoadJob job =
        LoadJob.daily()
            .window(CLOSED_OPEN)
            .step("out", step)
            .partitionedBy("- {type: identity, column: part}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  /** Each pass sees a part of the group, so the table would have a row of it for each window. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select max(at) as at, count(*) as n from events",
        "select id % 2 as part, max(at) as at, count(*) as n from events group by 1",
        "with w as (select id, min(at) as at from events group by id) select * from w",
        "select id, max(at) over (partition by id % 2) as at from events",
        "select session_window(at, '12 hours').start as at, count(*) as n from events group by session_window(at, '12 hours')",
        "select id, at from (select id, first(at) as at from events group by id) union all select id, at from events where false",
      })
  void aColumnOfAGroupDoesNotTellTheWindow(String step) {
    Run run = lab.catchUp(LoadJob.daily().window(CLOSED_OPEN).step("out", step).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(run.failure().notes().get(0))
        .isEqualTo(
            "the result's `at` is computed from several rows, which may belong to different windows");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select to_date(at) as day, max(at) as at, count(*) as n from events group by 1",
        "select date_trunc('day', at) as day, max(at) as at, count(*) over (partition by 1) as n from events group by 1",
      })
  void aGroupOfOneWindowMayHaveAColumnOfTheSameName(String step) {
    LoadJob job = LoadJob.daily().window(CLOSED_OPEN).step("out", step).partitionedBy("");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().sql("SELECT to_date(day), at FROM {}copy ORDER BY day"))
        .containsExactly(
            "2024-01-01 | 2024-01-01 08:00:00",
            "2024-01-02 | 2024-01-02 09:00:00",
            "2024-01-03 | 2024-01-03 10:00:00");
  }

  /** Days are compared, and moments are written. */
  @Test
  void aWindowOfDaysOverMomentsReplacesTheMoments() {
    String workflow =
        LoadJob.daily()
            .window(
                "select * from all_events where to_date(at) > '$|start|' and to_date(at) <= '$|end|'")
            .key("start", "sql: select date'2023-12-31'")
            .key("end", "sql: select date_add('$|start|', 1)")
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows())
        .containsExactly(
            "(2023-12-31, 2024-01-01]", "(2024-01-01, 2024-01-02]", "(2024-01-02, 2024-01-03]");
    assertThat(run.job().reason()).contains("to_date(at)");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void rowsThatDoNotKeepTheWindowAreRefusedBeforeThePublish() {
    Run run =
        lab.run(
            LoadJob.daily()
                .step("out", "select id, at + interval 3 days as at from events")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.ROWS_OUTSIDE_WINDOW);
    assertThat(run.job().passes()).isEmpty();
  }

  @Test
  void whereTheOrderIsNotKnownNothingThatNeedsItIsDone() {
    lab.tables().create("names", "name double", "").insert("names", "1.5", "2.5", "3.5");
    LoadJob job =
        LoadJob.daily()
            .from("names")
            .window("select * from all_events where name > '$|start|' and name <= '$|end|'")
            .key("start", "sql: select cast(0 as double)")
            .key("end", "sql: select max(name) from all_events")
            .saveMode("append")
            .properties("")
            .partitionedBy("");
    Run refused = lab.catchUp(job.yaml());
    assertThat(refused.failure().code()).isEqualTo(Code.ORDER_UNKNOWN);
    assertThat(refused.failure().notes())
        .containsExactly(
            "the window column `name` has type double, which cannot be used for windows");
    assertThat(lab.tables().exists("copy")).isFalse();
    assertThat(lab.run(job.yaml()).counts()).containsExactly("3+0");
    Run again = lab.run(job.yaml());
    assertThat(again.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(again.job().reason()).isEqualTo("the window is empty: its start and end are equal");
    Run until = lab.run(job.incremental("until: select max(name) from all_events").yaml());
    assertThat(until.failure().code()).isEqualTo(Code.ORDER_UNKNOWN);
    assertThat(until.failure().message()).isEqualTo("`until` cannot be checked");
    assertThat(List.of(lab.tables().rows("copy").size())).containsExactly(3);
  }
}
