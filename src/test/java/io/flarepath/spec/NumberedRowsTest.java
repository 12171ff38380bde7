package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of format version 3, which number their rows. */
@Tag("spark")
class NumberedRowsTest {

  private static final String NUMBERS =
      "SELECT id, _row_id, _last_updated_sequence_number FROM {}copy WHERE id IN (1, 4, 5)"
          + " ORDER BY id";

  @RegisterExtension final Lab lab = new Lab();

  private static LoadJob job() {
    return LoadJob.daily().properties("overwrite-mode: dynamic, format-version: '3'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "month", ""})
  void rowsThatAreKeptKeepTheirNumbers(String unit) {
    SampleEvents.threeDays(lab);
    String workflow =
        job()
            .partitionedBy(
                unit.isEmpty() ? "" : "- {type: %s, column: at, name: at_part}".formatted(unit))
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql("SELECT DISTINCT _row_id FROM {}copy")).hasSize(5);
    // One file for all rows: the window in the middle is then cut out of it.
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                + " options => map('rewrite-all', 'true'))");
    List<String> before = lab.tables().sql(NUMBERS);
    Run again =
        lab.backfill(
            workflow,
            Map.of(
                "all_events.start",
                "2024-01-01 12:00:00",
                "all_events.end",
                "2024-01-02 12:00:00"));
    assertThat(again.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql(NUMBERS)).isEqualTo(before).doesNotContain("null");
    assertThat(lab.tables().sql("SELECT DISTINCT _row_id FROM {}copy")).hasSize(5);
  }

  @Test
  void anAppendAndANewColumnAreWrittenToo() {
    SampleEvents.threeDays(lab);
    lab.run(job().saveMode("append").yaml());
    Run run =
        lab.catchUp(
            job()
                .saveMode("append")
                .options("schemaChange: add")
                .step("out", "SELECT *, id * 2 AS twice FROM events")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, twice FROM {}copy ORDER BY id"))
        .containsExactly("1 | null", "2 | null", "3 | 6", "4 | 8", "5 | 10");
    assertThat(lab.tables().sql("SELECT DISTINCT _row_id FROM {}copy WHERE _row_id IS NOT NULL"))
        .hasSize(5);
  }
}
