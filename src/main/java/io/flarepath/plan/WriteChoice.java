package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Region;
import io.flarepath.pass.Window;
import io.flarepath.table.Column;
import io.flarepath.table.ColumnTypes;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.window.Axis;
import io.flarepath.window.Grid;
import io.flarepath.window.Range;
import io.flarepath.workflow.Output.OnLeak;
import io.flarepath.workflow.Output.SaveMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses how a result is written, from what the user wrote and from the current table. */
public final class WriteChoice {

  private WriteChoice() {}

  /**
   * The write of one output in one pass.
   *
   * @throws FlarepathException if the result does not fit the table, with every reason
   */
  public static OutputWrite choose(
      OutputPlan output, Optional<TableFacts> table, List<Column> result, List<Region> regions) {
    TableChange change =
        table.map(facts -> TableChange.of(output, facts, result)).orElse(TableChange.NONE);
    ResultCheck.check(output, table, change, result);
    List<PartitionColumn> partitioning =
        table
            .filter(facts -> !change.repartitioned())
            .map(TableFacts::partitioning)
            .orElseGet(() -> output.partitioning().stream().map(PartitionColumn::of).toList());
    Choice choice = choice(output, table, result, partitioning, regions);
    if (choice.write.replacesPresentPartitions()) {
      table.ifPresent(facts -> onePartitioning(output, facts, partitioning));
    }
    return new OutputWrite(
        output, table, result, change, partitioning, choice.write, choice.reason);
  }

  private record Choice(Write write, String reason) {}

  private static Choice choice(
      OutputPlan output,
      Optional<TableFacts> table,
      List<Column> result,
      List<PartitionColumn> partitioning,
      List<Region> regions) {
    if (output.output().merge().isPresent()) {
      return new Choice(
          MergeClauses.write(output.output().merge().get()), "the output has a `merge`");
    }
    if (output.saveMode() == SaveMode.APPEND) {
      return new Choice(new Write.Append(), "saveMode is append");
    }
    if (output.saveMode() == SaveMode.IGNORE || output.saveMode() == SaveMode.ERRORIFEXISTS) {
      return new Choice(new Write.Append(), "the table does not exist yet");
    }
    if (!output.output().dynamicOverwrite()) {
      return new Choice(
          new Write.ReplaceAll(), "saveMode is overwrite, without `overwrite-mode: dynamic`");
    }
    if (partitioning.isEmpty()) {
      return new Choice(
          new Write.ReplaceAll(),
          "the table has no partitions, so a dynamic overwrite replaces all of it");
    }
    List<Window> windows =
        regions.stream()
            .flatMap(region -> region.window().stream())
            .filter(window -> partitionsBy(partitioning, window))
            .toList();
    if (windows.stream().map(Window::range).distinct().count() != 1) {
      return new Choice(
          new Write.ReplacePartitions(), whyPartitions(windows, regions, partitioning));
    }
    Window window = windows.get(0);
    String column = window.column();
    Optional<Column> target =
        result.stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
    if (target.filter(c -> c.type().equals(window.type())).isEmpty()) {
      return new Choice(
          new Write.ReplacePartitions(),
          "the input's `%s` is of type %s and the result's is not, so the window does not determine the"
                  .formatted(column, window.type())
              + " result's rows");
    }
    Optional<Column> other = table.flatMap(facts -> ofAnotherAxis(facts, window));
    if (other.isPresent()) {
      return new Choice(
          new Write.ReplacePartitions(),
          "the input's `%s` is of type %s and the table's is %s, so the window does not determine the"
                  .formatted(column, window.type(), other.get().type())
              + " table's rows");
    }
    Range hull = hull(output, table, partitioning, window);
    boolean dropLeaks = output.output().onLeak() == OnLeak.DROP;
    return new Choice(
        new Write.ReplaceWindow(
            target.get().name(), window.type(), window.range(), hull, dropLeaks),
        "the SQL compares `%s` with the keys, and the table is partitioned by that column"
            .formatted(column));
  }

  /** The table's column of the window's name, if its values lie on another axis. */
  private static Optional<Column> ofAnotherAxis(TableFacts table, Window window) {
    return table.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(window.column()))
        .filter(
            column ->
                ColumnTypes.axis(column.type())
                    .filter(axis -> axis == window.range().axis())
                    .isEmpty())
        .findFirst();
  }

  private static String whyPartitions(
      List<Window> windows, List<Region> regions, List<PartitionColumn> partitioning) {
    if (windows.size() > 1) {
      return "several inputs have different windows";
    }
    if (regions.isEmpty()) {
      return "no input is incremental";
    }
    return regions.stream().anyMatch(region -> region.window().isPresent())
        ? "the table is partitioned by %s, not by the window's column".formatted(partitioning)
        : regions.stream().flatMap(region -> region.unknown().stream()).findFirst().orElse("");
  }

  private static boolean partitionsBy(List<PartitionColumn> partitioning, Window window) {
    return grid(partitioning, window.column(), window.range().axis()).isPresent();
  }

  /** The finest of the spec's fields on a column: it decides where files end. */
  private static Optional<Grid> grid(List<PartitionColumn> spec, String column, Axis axis) {
    return spec.stream()
        .filter(field -> field.column().equalsIgnoreCase(column))
        .flatMap(field -> field.grid(axis).stream())
        .min(Comparator.comparingLong(grid -> grid.next(axis, 0) - grid.floor(axis, 0)));
  }

  /** The smallest range around the window that cuts no file, of whatever partition spec. */
  private static Range hull(
      OutputPlan output, Optional<TableFacts> table, List<PartitionColumn> current, Window window) {
    List<List<PartitionColumn>> specs = new ArrayList<>(List.of(current));
    table.ifPresent(facts -> specs.addAll(facts.fileSpecs()));
    Range hull = window.range();
    Range previous;
    do {
      previous = hull;
      for (List<PartitionColumn> spec : specs) {
        Optional<Grid> grid = grid(spec, window.column(), hull.axis());
        hull = grid.orElseThrow(() -> mixed(output, table, spec, window)).hull(hull);
      }
    } while (!hull.equals(previous));
    return hull;
  }

  /** Iceberg replaces partitions of the spec that new files have, and leaves those of others. */
  private static void onePartitioning(
      OutputPlan output, TableFacts table, List<PartitionColumn> partitioning) {
    for (List<PartitionColumn> spec : table.fileSpecs()) {
      if (!PartitionColumn.isSame(spec, partitioning)) {
        throw new FlarepathException(
            mixed(
                output,
                Optional.of(table),
                spec,
                "so replacing the current partitions would leave their rows next to the new ones"));
      }
    }
  }

  private static FlarepathException mixed(
      OutputPlan output, Optional<TableFacts> table, List<PartitionColumn> spec, Window window) {
    return new FlarepathException(
        mixed(output, table, spec, "so the window cannot be replaced file by file")
            .because(
                "a window is replaced by replacing the partitions of `"
                    + window.column()
                    + "` that cover it"));
  }

  private static Diagnostic mixed(
      OutputPlan output, Optional<TableFacts> table, List<PartitionColumn> spec, String so) {
    String by = spec.isEmpty() ? "without partitions" : "partitioned by " + spec;
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.MIXED_PARTITIONING,
                "the table %s still contains files that were written %s, %s"
                    .formatted(output.table(), by, so))
            .at(output.output().dataset().span());
    boolean isToday =
        table.filter(facts -> PartitionColumn.isSame(facts.partitioning(), spec)).isPresent();
    return isToday
        ? diagnostic.help(
            "change the table to the workflow's partitions with ALTER TABLE and rewrite its files"
                + " once, with Iceberg's procedure `rewrite_data_files` and the option"
                + " `rewrite-all`; or remove `partitionSpec` to keep the table's partitions")
        : diagnostic.help(
            "rewrite the old files into the current partitions once, with Iceberg's procedure"
                + " `rewrite_data_files` and the option `rewrite-all`");
  }
}
