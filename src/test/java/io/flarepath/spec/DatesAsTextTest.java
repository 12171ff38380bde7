package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of the date that a text is, where the result keeps the text alone. */
@Tag("spark")
class DatesAsTextTest {

  @RegisterExtension final Lab lab = new Lab();

  private LoadJob job(String date, String... days) {
    lab.now("2024-03-02T06:00").tables().create("logs", "id bigint, dt string", "");
    for (int i = 0; i < days.length; i++) {
      lab.tables().insert("logs", "%d, '%s'".formatted(i + 1, days[i]));
    }
    return LoadJob.daily()
        .from("logs")
        .window(
            "select * from all_events where %1$s >= '$|start|' and %1$s < '$|end|'".formatted(date))
        .key("start", "sql: select date'2024-02-28'")
        .key("end", "sql: select date_add(date'$|start|', 1)")
        .partitionedBy("");
  }

  private void isLoaded() {
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("logs"));
  }

  private static Cover cover(Run run) {
    return ((Write.ReplaceWindow) run.output(0).write()).cover();
  }

  @ParameterizedTest
  @CsvSource({
    "to_date(dt), 2024-02-28, 2024-02-29, 2024-03-01",
    "cast(dt as date), 2024-02-28, 2024-02-29 10:00:00, 2024-03-01T01:00:00",
    "'to_date(dt, ''yyyy-MM-dd'')', 2024-02-28, 2024-02-29, 2024-03-01",
    "'to_date(dt, ''yyyyMMdd'')', 20240228, 20240229, 20240301",
  })
  void windowsOfDatesAreRangesOfTheirText(String date, String first, String second, String third) {
    LoadJob job = job(date, first, second, third);
    Run run = lab.catchUp(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).containsExactly("1+0", "1+0", "1+0");
    assertThat(cover(run)).isEqualTo(new Cover.Files());
    isLoaded();
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options => map('rewrite-all', 'true'))");
    lab.tables().sql("DELETE FROM {}logs WHERE id = 2");
    lab.backfill(
        job.yaml(), Map.of("all_events.start", "2024-02-29", "all_events.end", "2024-03-01"));
    isLoaded();
  }

  @Test
  void wholePartitionsOfTheTextAreReplaced() {
    LoadJob job = job("to_date(dt)", "2024-02-28", "2024-02-29", "2024-03-01");
    Run run = lab.catchUp(job.partitionedBy("- {type: identity, column: dt}").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(cover(run)).isInstanceOf(Cover.Partitions.class);
    isLoaded();
  }

  /** Spark reads it as a day, but its text lies among those of another one. */
  @ParameterizedTest
  @ValueSource(strings = {"2024-2-28", " 2024-02-28"})
  void aDayThatIsWrittenInAnotherWayStopsThePassBeforeAnythingIsPublished(String day) {
    LoadJob job = job("cast(dt as date)", "2024-02-28", day);
    Run run = lab.run(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.ROWS_OUTSIDE_WINDOW);
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  /** Such a row is in the window, and must not be dropped as one outside of it. */
  @Test
  void whereRowsOutsideTheWindowAreDroppedItIsRefused() {
    LoadJob job = job("to_date(dt)", "2024-02-28", "2024-2-28").options("onLeak: drop");
    Run run = lab.run(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(run.failure().toString()).contains("dates are written in a different format");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'to_date(dt, ''dd.MM.yyyy'')', 28.02.2024",
    "'to_date(substr(dt, 2))', x2024-02-28",
    "'to_date(dt, ''yyyy-M-d'')', 2024-2-28",
  })
  void textOfAnotherOrderIsRefused(String date, String day) {
    Run run = lab.run(job(date, day).yaml());
    assertThat(run.failure().code()).isIn(Code.REGION_UNKNOWN, Code.ROWS_OUTSIDE_WINDOW);
    assertThat(lab.tables().exists("copy")).isFalse();
  }
}
