package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of text and of decimals: they have an order, and no steps. */
@Tag("spark")
class OrderedTextTest {

  @RegisterExtension final Lab lab = new Lab();

  private LoadJob days(String... partitions) {
    lab.now("2024-01-04T06:00");
    lab.tables()
        .create("logs", "id bigint, dt string", "")
        .insert(
            "logs",
            "1, '2024-01-01'",
            "2, '2024-01-02'",
            "3, '2024-01-02'",
            "4, '2024-01-03'",
            "5, '2024-01-04'",
            "6, '2024-01-06'");
    return LoadJob.daily()
        .from("logs")
        .window("select * from all_events where dt > '$|start|' and dt <= '$|end|'")
        .key("start", "sql: select '2023-12-31'")
        .key("end", "sql: select cast(date_add(to_date('$|start|'), 1) as string)")
        .partitionedBy(String.join("\n", partitions));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- {type: identity, column: dt}",
        "- {type: bucket, column: id, numBuckets: 2}",
        "- {type: truncate, column: dt, width: 7}",
      })
  void textDatesEndAtTheClockWhateverTheTableIsPartitionedBy(String partitions) {
    String workflow = days(partitions).yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows())
        .containsExactly(
            "(2023-12-31, 2024-01-01]", "(2024-01-01, 2024-01-02]", "(2024-01-02, 2024-01-03]");
    assertThat(run.job().reason())
        .isEqualTo(
            "the window (2024-01-03, 2024-01-04] is not due before 2024-01-05 00:00:00; it is"
                + " now 2024-01-04 06:00:00");
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4");
    lab.now("2024-01-09T00:00");
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).hasSize(6);
    lab.tables().sql("DELETE FROM {}logs WHERE id = 2");
    Run again =
        lab.backfill(
            workflow,
            java.util.Map.of("all_events.start", "2024-01-01", "all_events.end", "2024-01-02"));
    assertThat(again.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "3", "4", "5", "6");
  }

  @Test
  void untilIsComparedAsTextToo() {
    lab.now("2024-02-01T00:00");
    Run run = lab.catchUp(days().incremental("until: select '2024-01-02'").yaml());
    assertThat(run.windows()).hasSize(2);
    assertThat(run.job().reason())
        .isEqualTo("the window (2024-01-02, 2024-01-03] ends after `until`, 2024-01-02");
  }

  @Test
  void aDeclaredWindowOfTextIsUsed() {
    Run run =
        lab.catchUp(
            days()
                .incremental("window: {column: dt, start: start, end: end, bounds: '(]'}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(3);
  }

  /** Other text is complete when the newest has reached the end. */
  @Test
  void textWithoutAClockWaitsForItsEnd() {
    lab.tables()
        .create("names", "id bigint, name string", "")
        .insert("names", "1, 'b'", "2, 'B'", "3, 'd'", "4, 'é'", "5, null");
    LoadJob job =
        LoadJob.daily()
            .from("names")
            .window("select * from all_events where name >= '$|start|' and name < '$|end|'")
            .key("start", "sql: select 'A'")
            .key("end", "sql: select char(ascii('$|start|') + 2)")
            .partitionedBy("");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).contains("1", "2", "3");
    lab.tables().sql("DELETE FROM {}names WHERE id = 4");
    lab.tables().sql("DROP TABLE {}copy");
    Run waits = lab.catchUp(job.yaml());
    assertThat(waits.job().reason())
        .isEqualTo("the window [c, e) is not due before `name` reaches e; its newest value is d");
  }

  /** Text that is compared as a date or a number has another order than text. */
  @Test
  void textThatIsComparedAsANumberIsNotOrderedAsText() {
    lab.tables().create("ids", "n string", "").insert("ids", "'2'", "'10'", "'9'");
    LoadJob job =
        LoadJob.daily()
            .from("ids")
            .window("select * from all_events where n > $|start| and n <= $|end|")
            .key("start", "default: '1'")
            .key("end", "sql: select $|start| + 9")
            .partitionedBy("");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    Run appended = lab.catchUp(job.saveMode("append").properties("").yaml());
    assertThat(appended.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy")).containsExactly("3");
  }

  @ParameterizedTest
  @CsvSource({"'decimal(38,0)', 10, 20, 10", "'decimal(10,2)', 7.25, 9.75, 0.25"})
  void decimalsAreCompleteWhenTheNewestHasReachedTheEnd(
      String type, String first, String newest, String step) {
    lab.tables()
        .create("sums", "n " + type, "")
        .insert("sums", first, newest, newest + " + " + step);
    LoadJob job =
        LoadJob.daily()
            .from("sums")
            .window("select * from all_events where n > $|start| and n <= $|end|")
            .key("start", "sql: select cast(0 as %s)".formatted(type))
            .key("end", "sql: select cast(%s as %s)".formatted(newest, type))
            .partitionedBy("");
    Run run = lab.run(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).containsExactly("2+0");
    assertThat(lab.catchUp(job.yaml()).job().reason()).contains("its start and end are equal");
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy")).containsExactly("2");
  }

  @Test
  void aDecimalTooLargeForALongIsOneToo() {
    lab.tables()
        .create("sums", "n decimal(38,0)", "")
        .insert("sums", "1", "99999999999999999999999999999999999999");
    LoadJob job =
        LoadJob.daily()
            .from("sums")
            .window("select * from all_events where n > $|start| and n <= $|end|")
            .key("start", "sql: select cast(0 as decimal(38,0))")
            .key("end", "sql: select max(n) from all_events")
            .partitionedBy("- {type: identity, column: n}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).containsExactly("2+0");
    assertThat(run.job().reason()).endsWith("is empty: its start and end are equal");
  }
}
