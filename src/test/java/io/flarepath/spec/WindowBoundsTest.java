package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Severity;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows with every kind of bounds. */
@Tag("spark")
class WindowBoundsTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void boundsThatFallOnPartitionsKeepNoRows() {
    SampleEvents.threeDays(lab);
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .window("select * from all_events where at >= '$|start|' AND at < '$|end|'")
                .yaml());
    assertThat(run.windows())
        .containsExactly(
            "[2024-01-01 00:00:00, 2024-01-02 00:00:00)",
            "[2024-01-02 00:00:00, 2024-01-03 00:00:00)",
            "[2024-01-03 00:00:00, 2024-01-04 00:00:00)");
    assertThat(run.counts()).containsExactly("1+0", "2+0", "2+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void betweenTakesBothEndsInAndNoRowComesTwice() {
    SampleEvents.threeDays(lab);
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .window("select * from all_events where at between '$|start|' and '$|end|'")
                .yaml());
    assertThat(run.windows().get(0)).isEqualTo("[2024-01-01 00:00:00, 2024-01-02 00:00:00]");
    assertThat(run.counts()).containsExactly("2+0", "3+0", "2+0");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void openEndsAreRefusedWhereARowLiesOnThem() {
    SampleEvents.threeDays(lab);
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .window("select * from all_events where at > '$|start|' and at < '$|end|'")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_SEAM);
    assertThat(run.failure().message())
        .isEqualTo(
            "rows of `events` lie between the last window and the next one, so they would never be"
                + " loaded");
    assertThat(run.failure().notes())
        .containsExactly(
            "the last window ended before 2024-01-02 00:00:00, the next one is (2024-01-02"
                + " 00:00:00, 2024-01-03 00:00:00), and `at` has the value 2024-01-02 00:00:00");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 1");
  }

  @Test
  void openEndsWithoutARowOnThemAreLoadedAndWarnedOf() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-03 09:00:00', 3");
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .window("select * from all_events where at > '$|start|' and at < '$|end|'")
                .yaml());
    assertThat(run.failure().severity()).isEqualTo(Severity.WARNING);
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_GAP);
    assertThat(run.failure().message())
        .isEqualTo("two windows of `load` in icebase.retail.copy leave a gap");
    assertThat(run.failure().notes())
        .last()
        .isEqualTo("2 windows of this run do not start where the previous one ends");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void anotherTimeZoneThanThatOfTheLastRunIsRefusedWhereRowsWouldBeLost() {
    SampleEvents.threeDays(lab);
    LoadJob job =
        LoadJob.daily().window("select * from all_events where at >= '$|start|' and at < '$|end|'");
    lab.catchUp(job.yaml(), 1);
    Run run = lab.catchUp(job.sparkConf("spark.sql.session.timeZone", "America/New_York").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_SEAM);
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at between '$|start|' and '$|end|'",
        "at > to_timestamp('$|start|') - interval 1 hour and at <= '$|end|'",
      })
  void anAppendIsRefusedWhereARowIsInTwoWindows(String condition) {
    SampleEvents.threeDays(lab);
    LoadJob job = LoadJob.daily().window("select * from all_events where " + condition);
    assertThat(lab.catchUp(job.yaml()).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    job.to("added").saveMode("append").properties("");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_SEAM);
    assertThat(run.failure().message())
        .isEqualTo(
            "rows of `events` belong to the last window and to the next one, and"
                + " `icebase.retail.added` would get them twice");
    assertThat(lab.tables().rows("added"))
        .containsExactly("2024-01-01 08:00:00 | 1", "2024-01-02 00:00:00 | 2");
    lab.catchUp(
        job.window("select * from all_events where at > '$|start|' and at <= '$|end|'").yaml());
    assertThat(lab.tables().rows("added")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aDeclaredWindowStandsForOneThatTheSqlDoesNotShow() {
    SampleEvents.threeDays(lab);
    LoadJob job =
        LoadJob.daily()
            .window(
                "select * from all_events where date_trunc('DAY', at) = to_timestamp('$|start|')");
    // Without it the window's column is not known, and so not what would be replaced.
    assertThat(lab.run(job.to("undeclared").yaml()).failure().code())
        .isEqualTo(Code.REGION_UNKNOWN);
    assertThat(lab.run(job.saveMode("append").to("undeclared").yaml()).counts())
        .containsExactly("1+0");
    job.saveMode("overwrite");
    Run run =
        lab.catchUp(
            job.to("copy")
                .incremental("window: {column: at, start: start, end: end, bounds: '[)'}")
                .yaml());
    assertThat(run.windows()).hasSize(3);
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }
}
