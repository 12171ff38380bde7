package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.Carrier;
import io.flarepath.pass.Region;
import io.flarepath.table.Column;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import io.flarepath.workflow.PartitionField.Transform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void withoutPartitionsAWindowIsReplacedFileByFile() {
    OutputWrite write = choose(LoadJob.daily().partitionedBy(""));
    assertThat(((Write.ReplaceWindow) write.write()).cover()).isEqualTo(new Cover.Files());
    assertThat(write.reason())
        .isEqualTo("the SQL compares `at` with the keys, and the table is not partitioned by it");
  }

  @Test
  void withoutPartitionsAndAWindowADynamicOverwriteReplacesTheTable() {
    OutputWrite write =
        WriteChoice.choose(
            Plans.load(LoadJob.daily().whole().partitionedBy("")).outputs().get(0),
            Optional.empty(),
            shape(Plans.COLUMNS),
            List.of());
    assertThat(write.write()).isEqualTo(new Write.ReplaceAll());
    assertThat(write.reason())
        .isEqualTo("the table has no partitions, so a dynamic overwrite replaces all of it");
  }

  @Test
  void theWindowIsReplacedWithinTheWholePartitionsAroundIt() {
    Write.ReplaceWindow write = window(LoadJob.daily());
    assertThat(write.column()).isEqualTo("at");
    assertThat(write.window())
        .hasToString("[2024-01-01 12:00:00.000001, 2024-01-02 12:00:00.000001)");
    assertThat(hull(write)).hasToString("[2024-01-01 00:00:00, 2024-01-03 00:00:00)");
    assertThat(new Cover.Partitions(hull(write)).edges(write.window()))
        .extracting(Range::toString)
        .containsExactly(
            "[2024-01-01 00:00:00, 2024-01-01 12:00:00.000001)",
            "[2024-01-02 12:00:00.000001, 2024-01-03 00:00:00)");
    assertThat(write.dropLeaks()).isFalse();
    assertThat(window(LoadJob.daily().options("onLeak: drop")).dropLeaks()).isTrue();
  }

  @Test
  void theFinestOfSeveralPartitionsCounts() {
    assertThat(
            hull(
                window(
                    LoadJob.daily()
                        .partitionedBy(
                            "- {type: month, column: at, name: m}\n- {type: hour, column: AT, name: h}"))))
        .hasToString("[2024-01-01 12:00:00, 2024-01-02 13:00:00)");
  }

  @Test
  void withoutAPartitionSpecTheTablesPartitionsCount() {
    JobPlan.Load job = Plans.load(LoadJob.daily().partitionedBy(""));
    TableFacts byMonth = Plans.table(List.of(Plans.by(Transform.MONTH, "at")), Map.of());
    OutputWrite write = choose(job, Optional.of(byMonth), Plans.COLUMNS);
    assertThat(hull((Write.ReplaceWindow) write.write()))
        .hasToString("[2024-01-01 00:00:00, 2024-02-01 00:00:00)");
    assertThat(write.partitioning()).hasToString("[month(at)]");
    assertThat(write.change()).isEqualTo(TableChange.NONE);
  }

  @Test
  void anotherPartitionSpecBecomesTheTablesAndTheHullCoversTheFilesOfBoth() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    TableFacts byMonth = Plans.table(List.of(Plans.by(Transform.MONTH, "at")), Map.of());
    OutputWrite write = choose(job, Optional.of(byMonth), Plans.COLUMNS);
    assertThat(hull((Write.ReplaceWindow) write.write()))
        .hasToString("[2024-01-01 00:00:00, 2024-02-01 00:00:00)");
    assertThat(write.partitioning()).hasToString("[day(at)]");
    assertThat(write.change().repartitioned()).isTrue();
  }

  @Test
  void specsThatDifferInNamesAndOrderAreTheSame() {
    TableFacts table =
        Plans.table(
            List.of(Plans.by(Transform.DAY, "at"), Plans.by(Transform.IDENTITY, "id")), Map.of());
    OutputWrite write =
        choose(
            Plans.load(
                LoadJob.daily()
                    .partitionedBy(
                        "- {type: identity, column: ID}\n- {type: day, column: AT, name: x}")),
            Optional.of(table),
            Plans.COLUMNS);
    assertThat(write.change()).isEqualTo(TableChange.NONE);
  }

  @Test
  void aMergeLeavesThePartitions() {
    TableFacts byMonth = Plans.table(List.of(Plans.by(Transform.MONTH, "at")), Map.of());
    OutputWrite write =
        choose(
            Plans.load(
                LoadJob.daily()
                    .options(
                        "merge: {onClause: old.id = new.id, whenClause: matched then delete}")),
            Optional.of(byMonth),
            Plans.COLUMNS);
    assertThat(write.change()).isEqualTo(TableChange.NONE);
    assertThat(write.partitioning()).hasToString("[month(at)]");
  }

  @Test
  void partitionsAreNotReplacedBesideFilesOfAnotherSpec() {
    TableFacts table =
        evolved(List.of(Plans.by(Transform.MONTH, "at")), List.of(Plans.by(Transform.DAY, "at")));
    assertThatThrownBy(
            () ->
                WriteChoice.choose(
                    Plans.load(LoadJob.daily().whole()).outputs().get(0),
                    Optional.of(table),
                    shape(Plans.COLUMNS),
                    List.of()))
        .hasMessage(
            "the table icebase.retail.copy still contains files that were written partitioned by"
                + " [month(at)], so replacing the current partitions would leave their rows next to the new ones");
  }

  @Test
  void newColumnsAreAddedAndTypesWidenedWhereTheWorkflowSaysSo() {
    TableFacts table =
        withColumns(
            new Column("at", "timestamp"),
            new Column("id", "int"),
            new Column("f", "float"),
            new Column("d", "decimal(5,2)"),
            new Column("e", "decimal(5,2)"),
            new Column("b", "bigint"),
            new Column("old", "string"));
    List<Column> result =
        List.of(
            new Column("n", "string"),
            new Column("AT", "timestamp"),
            new Column("ID", "bigint"),
            new Column("f", "double"),
            new Column("d", "decimal(9,2)"),
            new Column("e", "decimal(9,3)"),
            new Column("b", "int"));
    OutputWrite write =
        choose(
            Plans.load(LoadJob.daily().options("schemaChange: add")), Optional.of(table), result);
    assertThat(write.change().added()).hasToString("[`n` (string)]");
    assertThat(write.change().widened())
        .hasToString("[`id` (bigint), `f` (double), `d` (decimal(9,2))]");
    assertThatThrownBy(() -> choose(Plans.load(LoadJob.daily()), Optional.of(table), result))
        .isInstanceOfSatisfying(
            FlarepathException.class,
            e ->
                assertThat(e.diagnostics().get(0).help())
                    .anyMatch(help -> help.contains("`schemaChange: add`")));
  }

  @Test
  void theHullCoversTheFilesOfOlderPartitionSpecsToo() {
    TableFacts table =
        evolved(List.of(Plans.by(Transform.MONTH, "at")), List.of(Plans.by(Transform.DAY, "at")));
    OutputWrite write = choose(Plans.load(LoadJob.daily()), Optional.of(table), Plans.COLUMNS);
    assertThat(hull((Write.ReplaceWindow) write.write()))
        .hasToString("[2024-01-01 00:00:00, 2024-02-01 00:00:00)");
  }

  @Test
  void whereSomeFilesAreNotPartitionedByTheWindowsColumnEachFileIsLookedAt() {
    TableFacts table = evolved(List.of(), List.of(Plans.by(Transform.DAY, "at")));
    OutputWrite write = choose(Plans.load(LoadJob.daily()), Optional.of(table), Plans.COLUMNS);
    assertThat(((Write.ReplaceWindow) write.write()).cover()).isEqualTo(new Cover.Files());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {type: identity, column: id}",
        "- {type: bucket, column: at, name: b, numBuckets: 4}",
        "- {type: bucket, column: id, name: b, numBuckets: 4}"
      })
  void whereNoPartitionFollowsTheWindowEachFileIsLookedAt(String partitions) {
    OutputWrite write = choose(LoadJob.daily().partitionedBy(partitions));
    assertThat(((Write.ReplaceWindow) write.write()).cover()).isEqualTo(new Cover.Files());
  }

  @Test
  void wholePartitionsAreReplacedWhereTheWorkflowSaysSo() {
    OutputWrite write =
        choose(
            LoadJob.daily()
                .window("select * from all_events where f(at) > '$|start|'")
                .options("replace: partitions"));
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason()).isEqualTo("`options.replace` is `partitions`");
    assertThat(choose(LoadJob.daily().partitionedBy("").options("replace: partitions")).write())
        .isEqualTo(new Write.ReplaceAll());
  }

  @Test
  void aResultWhoseColumnHasAnotherTypeDoesNotDetermineTheWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    List<Column> result = List.of(new Column("at", "timestamp_ntz"), new Column("id", "bigint"));
    assertThat(refused(() -> choose(job, Optional.empty(), result)))
        .startsWith(
            "the input's `at` is of type timestamp and the result's is timestamp_ntz, so the window"
                + " does not determine the result's rows");
  }

  @Test
  void aResultWithoutTheWindowsColumnDoesNotDetermineTheWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily().partitionedBy(""));
    assertThat(refused(() -> choose(job, Optional.empty(), List.of(new Column("id", "bigint")))))
        .startsWith("the result has no column `at`, the window column");
  }

  @Test
  void aTableWhoseColumnHasAnotherTypeDoesNotDetermineTheWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    TableFacts table = withColumns(new Column("at", "date"), new Column("id", "bigint"));
    assertThat(refused(() -> choose(job, Optional.of(table), Plans.COLUMNS)))
        .startsWith(
            "the result's `at` is of type timestamp and the table's is date, so the window does not"
                + " determine the table's rows");
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
            shape(List.of(new Column("at", "int"), new Column("id", "bigint"))),
            List.of(Plans.slice(job, "int", "0", "10").region()));
    assertThat(write.write()).isInstanceOf(Write.ReplaceWindow.class);
  }

  @Test
  void withoutAKnownWindowNothingIsReplaced() {
    LoadJob job = LoadJob.daily().window("select * from all_events where f(at) > '$|start|'");
    assertThat(refused(() -> choose(job)))
        .startsWith("the SQL does not compare one column with two keys");
  }

  @Test
  void aWholeReadHasNoWindow() {
    JobPlan.Load job = Plans.load(LoadJob.daily().whole());
    OutputWrite write =
        WriteChoice.choose(job.outputs().get(0), Optional.empty(), shape(Plans.COLUMNS), List.of());
    assertThat(write.write()).isEqualTo(new Write.ReplacePartitions());
    assertThat(write.reason()).isEqualTo("no input is incremental");
  }

  @Test
  void inputsWhoseWindowsDifferHaveNoCommonOne() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    List<Region> reads =
        List.of(
            Plans.slice(job, START, END).region(),
            Plans.slice(job, START, "2024-01-05 00:00:00").region());
    assertThat(
            refused(
                () ->
                    WriteChoice.choose(
                        job.outputs().get(0), Optional.empty(), shape(Plans.COLUMNS), reads)))
        .startsWith(
            "several inputs have different windows: [(2024-01-01 12:00:00, 2024-01-02 12:00:00],"
                + " (2024-01-01 12:00:00, 2024-01-05 00:00:00]]");
  }

  @Test
  void ofDifferentWindowsTheOneCountsWhoseColumnTheResultHas() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    Region first = Plans.slice(job, START, END).region();
    Region other = Plans.slice(job, START, "2024-01-05 00:00:00").region();
    Range rows = first.window().orElseThrow().range();
    ResultShape joined =
        new ResultShape(
            List.of(new Column("event_at", "timestamp"), new Column("id", "bigint")),
            List.of(new Carrier("event_at", "timestamp", rows, Carrier.Kind.SAME)));
    OutputPlan output =
        Plans.load(LoadJob.daily().partitionedBy("- {type: day, column: event_at}"))
            .outputs()
            .get(0);
    for (Region second : List.of(other, new Region.Unknown("it has one key"))) {
      OutputWrite write =
          WriteChoice.choose(output, Optional.empty(), joined, List.of(second, first));
      assertThat(((Write.ReplaceWindow) write.write()).column()).isEqualTo("event_at");
      assertThat(((Write.ReplaceWindow) write.write()).window()).isEqualTo(rows);
    }
  }

  @Test
  void aColumnThatIsCoarserThanTheWindowIsRefused() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    Region region = Plans.slice(job, START, END).region();
    Range days = new Range(Axis.DATE, 19723, 19725);
    List<Column> columns = List.of(new Column("day", "date"), new Column("n", "bigint"));
    OutputPlan output =
        Plans.load(LoadJob.daily().partitionedBy("- {type: day, column: day}")).outputs().get(0);
    ResultShape coarser =
        new ResultShape(columns, List.of(new Carrier("day", "date", days, Carrier.Kind.COARSER)));
    assertThat(
            refused(() -> WriteChoice.choose(output, Optional.empty(), coarser, List.of(region))))
        .startsWith(
            "the result has only `day` of the window column `at`, and one of its values covers rows of two windows at the ends of (2024-01-01 12:00:00, 2024-01-02 12:00:00]");
    ResultShape aligned =
        new ResultShape(columns, List.of(new Carrier("day", "date", days, Carrier.Kind.ALIGNED)));
    OutputWrite write = WriteChoice.choose(output, Optional.empty(), aligned, List.of(region));
    assertThat(hull((Write.ReplaceWindow) write.write())).isEqualTo(days);
  }

  @Test
  void anEmptyWindowHasAnEmptyHull() {
    JobPlan.Load job = Plans.load(LoadJob.daily());
    OutputWrite write =
        WriteChoice.choose(
            job.outputs().get(0),
            Optional.empty(),
            shape(Plans.COLUMNS),
            List.of(Plans.slice(job, START, START).region()));
    Write.ReplaceWindow window = (Write.ReplaceWindow) write.write();
    assertThat(hull(window)).matches(Range::isEmpty);
    assertThat(new Cover.Partitions(hull(window)).edges(window.window())).isEmpty();
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

  private static Range hull(Write.ReplaceWindow write) {
    return write
        .cover()
        .match(
            Cover.Partitions::hull,
            files -> {
              throw new AssertionError("whole partitions were expected");
            });
  }

  /** The write where what is replaced is not known; why it is not. */
  private static List<String> refused(ThrowableAssert.ThrowingCallable choice) {
    FlarepathException refused = catchThrowableOfType(FlarepathException.class, choice);
    assertThat(refused)
        .hasMessage("cannot tell which rows of icebase.retail.copy this pass should replace");
    Diagnostic diagnostic = refused.diagnostics().get(0);
    assertThat(diagnostic.code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(diagnostic.help())
        .hasSize(3)
        .anyMatch(help -> help.contains("`replace: partitions`"));
    return diagnostic.notes();
  }

  private static ResultShape shape(List<Column> columns) {
    return new ResultShape(columns, List.of());
  }

  private static OutputWrite choose(LoadJob job) {
    return choose(Plans.load(job), Optional.empty(), Plans.COLUMNS);
  }

  private static OutputWrite choose(
      JobPlan.Load job, Optional<TableFacts> table, List<Column> result) {
    return WriteChoice.choose(
        job.outputs().get(0), table, shape(result), List.of(Plans.slice(job, START, END).region()));
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
        Set.of(),
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
        Set.of(),
        List.of(
            columns[0].type().equals("bigint")
                ? new PartitionColumn("at", Transform.TRUNCATE, java.util.OptionalInt.of(10))
                : Plans.by(Transform.DAY, "at")),
        List.of(),
        table.properties(),
        table.history());
  }
}
