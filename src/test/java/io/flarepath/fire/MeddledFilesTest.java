package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What others do between stage and publish to a table without partitions, where a window's files go
 * by their names. The table has one file with a row before and a row after all windows.
 */
@Tag("fire")
class MeddledFilesTest {

  private static final List<String> BESIDE =
      List.of("2023-12-01 00:00:00 | 800", "2024-03-01 00:00:00 | 801");

  @RegisterExtension final Lab lab = new Lab();

  private Optional<Trap> trap = Optional.empty();

  @Test
  void aForeignAppendElsewhereIsPassedByWithTheSameFiles() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-02-01 08:00:00', 900)");
    Run run = secondWindow();
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(1);
    assertSecondWindowOnce("2024-02-01 08:00:00 | 900");
  }

  @Test
  void aForeignAppendIntoTheWindowStopsTheRun() {
    setUp("INSERT INTO {}copy VALUES (timestamp '2024-01-02 08:00:00', 900)");
    Run run = secondWindow();
    assertThat(run.failure().code()).isEqualTo(Code.FOREIGN_ROWS);
    assertFirstWindowOnly("2024-01-02 08:00:00 | 900");
  }

  @Test
  void afterACompactionTheFilesHaveOtherNamesSoThePassReadsAndWritesAgain() {
    setUp(
        "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options =>"
            + " map('rewrite-all', 'true'))");
    Run run = secondWindow();
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(2);
    assertSecondWindowOnce();
  }

  @Test
  void rowsBesideTheWindowThatOthersDeleteDoNotComeBack() {
    setUp("DELETE FROM {}copy WHERE id = 800");
    Run run = secondWindow();
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.output().attempts()).isEqualTo(2);
    assertThat(lab.tables().rows("copy")).doesNotContain(BESIDE.get(0)).hasSize(4);
  }

  @Test
  void anotherJobThatRewritesTheSameFilesForItsOwnWindowLosesNoRow() {
    setUp("OTHER");
    Run run = secondWindow();
    List<String> theirs = new ArrayList<>(lab.tables().rows("others"));
    if (run.job().diagnostics().isEmpty()) {
      assertSecondWindowOnce(theirs.toArray(String[]::new));
      return;
    }
    // Their file may have had rows of this window, by its bounds.
    assertThat(run.failure().code()).isEqualTo(Code.FOREIGN_ROWS);
    assertFirstWindowOnly(theirs.toArray(String[]::new));
    assertThat(lab.run(job()).job().diagnostics()).isEmpty();
    assertSecondWindowOnce(theirs.toArray(String[]::new));
  }

  // ---- How it is set up.

  private void setUp(String meddling) {
    trap = Optional.of(new Trap(Point.BEFORE_PUBLISH_COMMIT, 1, 1, () -> meddle(meddling)));
    FireLab.gated(lab, trap.orElseThrow());
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .create("others", "at timestamp, id bigint", "days(at)")
        .create("copy", "at timestamp, id bigint", "")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3")
        .insert("others", "'2023-12-24 08:00:00', 700", "'2023-12-24 09:00:00', 701")
        .sql(
            "INSERT INTO {}copy SELECT /*+ COALESCE(1) */ CAST(col1 AS timestamp), CAST(col2 AS"
                + " bigint) FROM VALUES ('2023-12-01 00:00:00', 800), ('2024-03-01 00:00:00',"
                + " 801)");
  }

  private void meddle(String statement) {
    if (!statement.equals("OTHER")) {
      lab.tables().sql(statement);
      return;
    }
    String other =
        LoadJob.named("other")
            .from("others")
            .key("start", "default: '2023-12-24 00:00:00'")
            .partitionedBy("")
            .yaml();
    assertThat(lab.run(other).job().diagnostics()).isEmpty();
  }

  private Run secondWindow() {
    assertThat(lab.run(job()).job().diagnostics()).isEmpty();
    trap.orElseThrow().arm();
    Run run = lab.run(job());
    trap.orElseThrow().disarm();
    return run;
  }

  private static String job() {
    return LoadJob.daily().partitionedBy("").yaml();
  }

  private void assertSecondWindowOnce(String... foreign) {
    assertRows(lab.tables().rows("events"), foreign);
    assertThat(lab.tables().state("copy", "load").toString()).endsWith("2024-01-03 00:00:00");
  }

  private void assertFirstWindowOnly(String... foreign) {
    assertRows(lab.tables().rows("events").subList(0, 2), foreign);
    assertThat(lab.tables().state("copy", "load").toString()).endsWith("2024-01-02 00:00:00");
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  private void assertRows(List<String> own, String... foreign) {
    List<String> rows = new ArrayList<>(own);
    rows.addAll(BESIDE);
    rows.addAll(List.of(foreign));
    assertThat(lab.tables().rows("copy")).containsExactlyInAnyOrderElementsOf(rows);
  }
}
