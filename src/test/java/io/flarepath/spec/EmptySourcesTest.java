package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows whose keys are taken from the rows of their input, while it has none. */
@Tag("spark")
class EmptySourcesTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void noEvents() {
    lab.now("2024-01-04T00:00").tables().create("events", "at timestamp, id bigint, d date", "");
  }

  private static LoadJob job(String column, String start, String end) {
    String quote = column.equals("id") ? "" : "'";
    return LoadJob.daily()
        .window(
            "select * from all_events where %s > %s$|start|%s AND %s <= %s$|end|%s"
                .formatted(column, quote, quote, column, quote, quote))
        .key("start", "sql: \"" + start + "\"")
        .key("end", "sql: \"" + end + "\"")
        .partitionedBy("");
  }

  private void addTwo() {
    lab.tables()
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1, '2024-01-01'",
            "'2024-01-02 08:00:00', 2, '2024-01-02'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id; select 0; select max(id) from all_events",
        "id; select 0; select max(id) + 1 - 1 from all_events where id > $|start|",
        "id; select 0; select id from all_events order by id desc limit 1",
        "id; select min(id) - 1 from all_events; select max(id) from all_events",
        "d; select date '2023-12-31'; select max(d) from all_events",
        "at; select timestamp '2024-01-01 00:00:00'; select max(at) from all_events",
        "at; select min(at) - INTERVAL 1 DAY from all_events; select max(at) from all_events",
      })
  void thereIsNothingToDoUntilThereAreRows(String column, String start, String end) {
    String workflow = job(column, start, end).yaml();
    Run empty = lab.catchUp(workflow);
    assertThat(empty.said()).isEmpty();
    assertThat(empty.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(lab.tables().exists("copy")).isFalse();
    addTwo();
    Run first = lab.run(workflow);
    assertThat(first.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    Run later = lab.run(workflow);
    assertThat(later.said()).isEmpty();
    assertThat(later.job().status()).isEqualTo(Status.NOTHING_TO_DO);
  }

  /** The rows that are there lie past the start, so that a null end is a mistake. */
  @Test
  void aKeyWithoutValueIsAMistakeWhereThereAreRows() {
    addTwo();
    String end = "select max(id) from all_events where id > 100";
    Run run = lab.run(job("id", "select 0", end).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.KEY_IS_NULL);
    Run start = lab.run(job("id", end, "select 3").yaml());
    assertThat(start.failure().code()).isEqualTo(Code.KEY_IS_NULL);
  }

  @Test
  void aBackfillNeedsItsKeys() {
    Run run =
        lab.backfill(
            job("id", "select 0", "select max(id) from all_events").yaml(),
            Map.of("all_events.start", "0"));
    assertThat(run.failure().code()).isEqualTo(Code.KEY_IS_NULL);
  }
}
