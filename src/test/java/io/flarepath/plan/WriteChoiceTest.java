package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.window.Range;
import io.flarepath.workflow.PartitionField.Transform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteChoiceTest {

  private static final String START = "2024-01-01 12:00:00";
  private static final String END = "2024-01-02 12:00:00";

  @Test
  void appendIsAppend() {
    assertThat(choose(LoadJob.daily().saveMode("append").properties("")).write())
        .isEqualTo(new Write.Append());
  }

  @Test
  void overwriteReplacesAllRowsUnlessItIsDynamic() {
    OutputWrite write = choose(LoadJob.daily().properties(""));
    assertThat(write.write()).isEqualTo(new Write.ReplaceAll());
    assertThat(write.reason())
        .isEqualTo("saveMode is overwrite, without `overwrite-mode: dynamic`");
  }

  @Test
  void withoutPartitionsADynamicOverwriteIsAWholeOne() {
    OutputWrite write = choose(LoadJob.daily().partitionedBy(""));
    assertThat(write.write()).isEqualTo(new Write.ReplaceAll());
    assertThat(write.reason())
        .isEqualTo("the table has no partitions, so a dynamic overwrite is a whole one");
  }

  @Test
  void theWindowIsReplacedWithinTheWholePartitionsAroundIt() {
    Write.ReplaceWindow write = window(LoadJob.daily());
    assertThat(write.column()).isEqualTo("at");
    assertThat(write.window())
        .hasToString("[2024-01-01 12:00:00.000001, 2024-01-02 12:00:00.000001)");
    assertThat(write.hull()).hasToString("[2024-01-01 00:00:00, 2024-01-03 00:00:00)");
    assertThat(write.before()).hasToString("[2024-01-01 00:00:00, 2024-01-01 12:00:00.000001)");
    assertThat(write.after()).hasToString("[2024-01-02 12:00:00.000001, 2024-01-03 00:00:00)");
    assertThat(write.dropLeaks()).isFalse();
    assertThat(window(LoadJob.daily().options("onLeak: drop")).dropLeaks()).isTrue();
  }

  @Test
  void theFinestOfSeveralPartitionsCounts() {
    assertThat(
            window(
                    LoadJob.daily()
                        .partitionedBy(
                            "- {type: month, column: at, name: m}\n- {type: hour, column: AT, name: h}"))
                .hull())
        .hasToString("[2024-01-01 12:00:00, 2024-01-02 13:00:00)");
  }

  @Test
  void anExistingTablesPartitionsCountNotTheWorkflows() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    TableFacts byMonth = Plans.table(List.of(Plans.by(Transform.MONTH, "at")), Map.of());
    OutputWrite write = choose(job, Optional.of(byMonth), Plans.COLUMNS);
    assertThat(((Write.ReplaceWindow) write.write()).hull())
        .hasToString("[2024-01-01 00:00:00, 2024-02-01 00:00:00)");
    assertThat(write.partitioning()).hasToString("[month(at)]");
  }

  @Test
  void theHullCoversTheFilesOfOlderPartitionSpecsToo() {
    TableFacts table =
        evolved(List.of(Plans.by(Transform.MONTH, "at")), List.of(Plans.by(Transform.DAY, "at")));
    OutputWrite write = choose(Plans.load(LoadJob.daily()), Optional.of(table), Plans.COLUMNS);
    assertThat(((Write.ReplaceWindow) write.write()).hull())
        .hasToString("[2024-01-01 00:00:00, 2024-02-01 00:00:00)");
  }

  @Test
  void filesWithoutPartitionsOfTheWindowStopIt() {
    TableFacts table = evolved(List.of(), List.of(Plans.by(Transform.DAY, "at")));
    assertThatThrownBy(() -> choose(Plans.load(LoadJob.daily()), Optional.of(table), Plans.COLUMNS))
        .isInstanceOfSatisfying(
            FlarepathException.class,
            e -> {
              assertThat(e.code()).isEqualTo(Code.MIXED_PARTITIONING);
              assertThat(e)
                  .hasMessage(
                      "the table icebase.retail.copy still holds files that were written without"
                          + " partitions, so the window cannot be replaced by whole files");
            });
  }

  @Test
  void partitionsOfAnotherColumnAreReplacedAsTheResultHasThem() {
    OutputWrite write = choose(LoadJob.daily().partitionedBy("- {type: identity, column: id}"));
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason())
        .isEqualTo("the table is partitioned by [id], not by the window's column");
  }

  @Test
  void bucketsKeepNoOrder() {
    assertThat(
            choose(
                    LoadJob.daily()
                        .partitionedBy("- {type: bucket, column: at, name: b, numBuckets: 4}"))
                .write())
        .isEqualTo(new Write.ReplacePartitions());
  }

  @Test
  void aResultWhoseColumnHasAnotherTypeSaysNothingOfTheWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    OutputWrite write =
        choose(
            job,
            Optional.empty(),
            List.of(new Column("at", "timestamp_ntz"), new Column("id", "bigint")));
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason())
        .isEqualTo(
            "the input's `at` is of type timestamp and the result's is not, so the window says"
                + " nothing of the result's rows");
  }

  @Test
  void aTableWhoseColumnHasAnotherTypeSaysNothingOfTheWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    TableFacts table = withColumns(new Column("at", "date"), new Column("id", "bigint"));
    OutputWrite write = choose(job, Optional.of(table), Plans.COLUMNS);
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason())
        .isEqualTo(
            "the input's `at` is of type timestamp and the table's is date, so the window says"
                + " nothing of the table's rows");
  }

  @Test
  void aWiderNumberIsStillTheSameAxis() {
    JobPlan.Load job =
        Plans.load(
            LoadJob.daily().partitionedBy("- {type: truncate, column: at, name: p, width: 10}"));
    TableFacts table = withColumns(new Column("at", "bigint"), new Column("id", "bigint"));
    OutputWrite write =
        WriteChoice.choose(
            job.outputs().get(0),
            Optional.of(table),
            List.of(new Column("at", "int"), new Column("id", "bigint")),
            List.of(Plans.read(job, "int", "0", "10")));
    assertThat(write.write()).isInstanceOf(Write.ReplaceWindow.class);
  }

  @Test
  void withoutAKnownWindowPartitionsAreReplaced() {
    OutputWrite write =
        choose(LoadJob.daily().window("select * from all_events where f(at) > '$|start|'"));
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason()).isEqualTo("the SQL does not compare one column with two keys");
  }

  @Test
  void aWholeReadHasNoWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily().whole());
    OutputWrite write =
        WriteChoice.choose(job.outputs().get(0), Optional.empty(), Plans.COLUMNS, List.of());
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason()).isEqualTo("no input is incremental");
  }

  @Test
  void inputsWhoseWindowsDifferHaveNoCommonOne() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    List<Read> reads =
        List.of(Plans.read(job, START, END), Plans.read(job, START, "2024-01-05 00:00:00"));
    OutputWrite write =
        WriteChoice.choose(job.outputs().get(0), Optional.empty(), Plans.COLUMNS, reads);
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason()).isEqualTo("several inputs have windows, and they differ");
  }

  @Test
  void anEmptyWindowHasAnEmptyHull() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    OutputWrite write =
        WriteChoice.choose(
            job.outputs().get(0),
            Optional.empty(),
            Plans.COLUMNS,
            List.of(Plans.read(job, START, START)));
    Write.ReplaceWindow window = (Write.ReplaceWindow) write.write();
    assertThat(List.of(window.hull(), window.before(), window.after())).allMatch(Range::isEmpty);
  }

  @Test
  void everyReasonWhyAResultDoesNotFitIsToldAtOnce() {
    JobPlan.Load job = Plans.load(LoadJob.daily().options("sort: {columns: [{name: idd}]}"));
    assertThatThrownBy(
            () ->
                choose(
                    job,
                    Optional.of(Plans.table(Map.of())),
                    List.of(new Column("AT", "timestamp"), new Column("v", "string"))))
        .isInstanceOfSatisfying(
            FlarepathException.class,
            e -> {
              assertThat(e.diagnostics())
                  .extracting(Diagnostic::code)
                  .containsExactly(Code.SCHEMA_MISMATCH, Code.SORT_COLUMN_MISSING);
              assertThat(e.diagnostics().get(0).notes())
                  .containsExactly(
                      "the result lacks `id` (bigint), which the table has",
                      "the result has `v` (string), which the table lacks");
            });
  }

  private static OutputWrite choose(LoadJob job) {
    return choose(Plans.load(job), Optional.empty(), Plans.COLUMNS);
  }

  private static OutputWrite choose(
      JobPlan.Load job, Optional<TableFacts> table, List<Column> result) {
    return WriteChoice.choose(
        job.outputs().get(0), table, result, List.of(Plans.read(job, START, END)));
  }

  private static Write.ReplaceWindow window(LoadJob job) {
    return (Write.ReplaceWindow) choose(job).write();
  }

  private static TableFacts evolved(List<PartitionColumn> before, List<PartitionColumn> now) {
    TableFacts table = Plans.table(now, Map.of());
    return new TableFacts(
        table.name(),
        table.uuid(),
        table.snapshotId(),
        table.columns(),
        now,
        List.of(now, before),
        table.properties(),
        table.history());
  }

  private static TableFacts withColumns(Column... columns) {
    TableFacts table = Plans.table(Map.of());
    return new TableFacts(
        table.name(),
        table.uuid(),
        table.snapshotId(),
        List.of(columns),
        List.of(
            columns[0].type().equals("bigint")
                ? new PartitionColumn("at", Transform.TRUNCATE, java.util.OptionalInt.of(10))
                : Plans.by(Transform.DAY, "at")),
        List.of(),
        table.properties(),
        table.history());
  }
}
