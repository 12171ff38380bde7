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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a window are replaced: by whole partitions where the table is cut along the
 * window's column, else by the files that can hold them. Which rows these are must be known; else
 * rows of other windows would be lost in silence, and the pass stops before it writes.
 */
record WindowChoice(WriteChoice.Meeting meeting, List<Region> regions) {

  /**
   * The write.
   *
   * @throws FlarepathException if it is not known which rows the pass replaces
   */
  WriteChoice.Choice choice() {
    List<Window> windows = regions.stream().map(this::window).toList();
    if (windows.stream().map(Window::range).distinct().count() != 1) {
      throw refused("several inputs have different windows: " + windows);
    }
    Window window = windows.get(0);
    Column target = target(window);
    Optional<Range> hull = hull(window);
    boolean dropLeaks = meeting.output().output().onLeak() == OnLeak.DROP;
    Cover cover = hull.<Cover>map(Cover.Partitions::new).orElseGet(Cover.Files::new);
    return new WriteChoice.Choice(
        new Write.ReplaceWindow(target.name(), window.type(), window.range(), cover, dropLeaks),
        "the SQL compares `%s` with the keys, and the table is %s"
            .formatted(
                window.column(),
                hull.isPresent() ? "partitioned by that column" : "not partitioned by it"));
  }

  private Window window(Region region) {
    return region.match(
        new Region.Cases<>() {
          @Override
          public Window ofWindow(Region.OfWindow found) {
            return found.rows();
          }

          @Override
          public Window partitionsPresent(Region.PartitionsPresent present) {
            throw refused("an input without a window is read beside one that has one");
          }

          @Override
          public Window unknown(Region.Unknown unknown) {
            throw refused(unknown.because());
          }
        });
  }

  /** The result's column whose values are the window's. */
  private Column target(Window window) {
    String column = window.column();
    Optional<Column> target =
        meeting.result().stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
    if (target.isEmpty()) {
      throw refused("the result has no column `%s`, by which the window is read".formatted(column));
    }
    if (!target.get().type().equals(window.type())) {
      throw refused(
          "the input's `%s` is of type %s and the result's is %s, so the window does not determine the result's rows"
              .formatted(column, window.type(), target.get().type()));
    }
    meeting
        .table()
        .flatMap(facts -> ofAnotherAxis(facts, window))
        .ifPresent(
            other -> {
              throw refused(
                  "the input's `%s` is of type %s and the table's is %s, so the window does not determine the table's rows"
                      .formatted(column, window.type(), other.type()));
            });
    return target.get();
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

  /**
   * The smallest range around the window that cuts no file, of whatever partition spec; empty where
   * some files are not partitioned by the window's column.
   */
  private Optional<Range> hull(Window window) {
    List<List<PartitionColumn>> specs = new ArrayList<>(List.of(meeting.partitioning()));
    meeting.table().ifPresent(facts -> specs.addAll(facts.fileSpecs()));
    Range hull = window.range();
    Range smaller;
    do {
      smaller = hull;
      for (List<PartitionColumn> spec : specs) {
        Optional<Grid> grid = grid(spec, window.column(), hull.axis());
        if (grid.isEmpty()) {
          return Optional.empty();
        }
        hull = grid.get().hull(hull);
      }
    } while (!hull.equals(smaller));
    return Optional.of(hull);
  }

  /** The finest of the spec's fields on a column: it decides where files end. */
  private static Optional<Grid> grid(List<PartitionColumn> spec, String column, Axis axis) {
    return spec.stream()
        .filter(field -> field.column().equalsIgnoreCase(column))
        .flatMap(field -> field.grid(axis).stream())
        .min(Comparator.comparingLong(grid -> grid.next(axis, 0) - grid.floor(axis, 0)));
  }

  private FlarepathException refused(String because) {
    return new FlarepathException(
        Diagnostic.error(
                Code.REGION_UNKNOWN,
                "it is not known which rows of %s this pass replaces"
                    .formatted(meeting.output().table()))
            .at(meeting.output().output().name().span())
            .because(because)
            .because(
                "a dynamic overwrite would replace whole partitions, with the rows of other windows in them")
            .help("let the result keep the column that the incremental SQL compares with two keys")
            .help("or let saveMode be append, or give the output a `merge`")
            .help(
                "or replace whole partitions, and lose what else is in them: `replace: partitions` under `options`"));
  }
}
