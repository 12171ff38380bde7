package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Carrier;
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
    Window window = window();
    Target target = target(window);
    Optional<Range> hull = hull(target);
    boolean dropLeaks = meeting.output().output().onLeak() == OnLeak.DROP;
    if (dropLeaks && target.rows().axis() == Axis.TEXT && window.range().axis() != Axis.TEXT) {
      throw refused(
          "`%s` is text, and `onLeak: drop` would drop rows whose dates are written in a different format"
              .formatted(target.column()));
    }
    Cover cover = hull.<Cover>map(Cover.Partitions::new).orElseGet(Cover.Files::new);
    return new WriteChoice.Choice(
        new Write.ReplaceWindow(target.column(), target.type(), target.rows(), cover, dropLeaks),
        "the SQL compares `%s` with the keys, and the table is %s"
            .formatted(
                window.column(),
                hull.isPresent() ? "partitioned by that column" : "not partitioned by it"));
  }

  /**
   * The result's column that tells the window's rows.
   *
   * @param rows the values that it has for them
   */
  private record Target(String column, String type, Range rows) {}

  /**
   * The window of all slices; where they differ, the one whose column each row of the result has,
   * since each row is then made from a row of that input.
   */
  private Window window() {
    List<Window> carried =
        regions.stream()
            .flatMap(region -> region.window().stream())
            .filter(window -> carries(window))
            .toList();
    if (regions.size() > 1 && ranges(carried) == 1) {
      return carried.get(0);
    }
    List<Window> windows = regions.stream().map(this::window).toList();
    if (ranges(windows) != 1) {
      throw refused("several inputs have different windows: " + windows);
    }
    return windows.get(0);
  }

  private boolean carries(Window window) {
    return meeting.result().carriers().stream()
        .filter(carrier -> carrier.kind() == Carrier.Kind.SAME)
        .anyMatch(carrier -> carrier.rows().equals(window.range()));
  }

  private static long ranges(List<Window> windows) {
    return windows.stream().map(Window::range).distinct().count();
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
            throw refused("one input has a window, and another one has none");
          }

          @Override
          public Window unknown(Region.Unknown unknown) {
            throw refused(unknown.because());
          }
        });
  }

  /**
   * The window's column, whatever it is called; else one of its name and type, whose values the
   * write looks at, unless a group of rows has it; else one that is made of it and is not coarser.
   */
  private Target target(Window window) {
    Target target =
        carried(Carrier.Kind.SAME, window)
            .or(() -> named(window))
            .or(() -> carried(Carrier.Kind.ALIGNED, window))
            .orElseThrow(() -> refused(whyNone(window)));
    meeting
        .table()
        .flatMap(facts -> ofAnotherAxis(facts, target))
        .ifPresent(
            other -> {
              throw refused(
                  "the result's `%s` is of type %s and the table's is %s, so the window does not determine the table's rows"
                      .formatted(target.column(), target.type(), other));
            });
    return target;
  }

  /**
   * Of several columns, the one that has the window's name, or that the table is partitioned by.
   */
  private Optional<Target> carried(Carrier.Kind kind, Window window) {
    return meeting.result().carriers().stream()
        .filter(carrier -> carrier.kind() == kind)
        .map(carrier -> new Target(carrier.column(), carrier.type(), carrier.rows()))
        .min(
            Comparator.comparing((Target target) -> hull(target).isEmpty())
                .thenComparing(target -> !target.column().equalsIgnoreCase(window.column())));
  }

  private Optional<Target> named(Window window) {
    return column(window)
        .filter(column -> column.type().equals(window.type()) && !isGathered(column.name()))
        .map(column -> new Target(column.name(), column.type(), window.range()));
  }

  private boolean isGathered(String column) {
    return meeting.result().carriers().stream()
        .filter(carrier -> carrier.kind() == Carrier.Kind.GATHERED)
        .anyMatch(carrier -> carrier.column().equals(column));
  }

  private Optional<Column> column(Window window) {
    return meeting.result().columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(window.column()))
        .findFirst();
  }

  private String whyNone(Window window) {
    Optional<Carrier> coarser =
        meeting.result().carriers().stream()
            .filter(carrier -> carrier.kind() == Carrier.Kind.COARSER)
            .findFirst();
    if (coarser.isPresent()) {
      return "the result has only `%s` of the window column `%s`, and one of its values covers rows of two windows at the ends of %s"
          .formatted(coarser.get().column(), window.column(), window);
    }
    if (column(window).filter(column -> isGathered(column.name())).isPresent()) {
      return "the result's `%s` is computed from several rows, which may belong to different windows"
          .formatted(window.column());
    }
    return column(window)
        .map(
            column ->
                "the input's `%s` is of type %s and the result's is %s, so the window does not determine the result's rows"
                    .formatted(window.column(), window.type(), column.type()))
        .orElseGet(
            () -> "the result has no column `%s`, the window column".formatted(window.column()));
  }

  /** The type of the table's column of the target's name, if its values lie on another axis. */
  private Optional<String> ofAnotherAxis(TableFacts table, Target target) {
    Optional<String> type = table.type(target.column());
    boolean isLacking = type.isEmpty() && isInAStructOf(table, target.column());
    return isLacking
        ? Optional.of("missing")
        : type.filter(other -> !ColumnTypes.haveOneAxis(other, target.type()));
  }

  private boolean isInAStructOf(TableFacts table, String name) {
    return meeting.result().columns().stream()
            .noneMatch(column -> column.name().equalsIgnoreCase(name))
        && table.columns().stream()
            .map(column -> column.name() + ".")
            .anyMatch(struct -> name.regionMatches(true, 0, struct, 0, struct.length()));
  }

  /**
   * The smallest range around the window that cuts no file, of whatever partition spec; empty where
   * some files are not partitioned by the window's column.
   */
  private Optional<Range> hull(Target target) {
    List<List<PartitionColumn>> specs = new ArrayList<>(List.of(meeting.partitioning()));
    meeting.table().ifPresent(facts -> specs.addAll(facts.fileSpecs()));
    Range hull = target.rows();
    Range smaller;
    do {
      smaller = hull;
      for (List<PartitionColumn> spec : specs) {
        Optional<Grid> grid = grid(spec, target.column(), hull.axis());
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
                "cannot tell which rows of %s this pass should replace"
                    .formatted(meeting.output().table()))
            .at(meeting.output().output().name().span())
            .because(because)
            .because(
                "a dynamic overwrite would replace whole partitions, with the rows of other windows in them")
            .help("let the result keep the column that the incremental SQL compares with two keys")
            .help("or set `saveMode: append`, or give the output a `merge`")
            .help(
                "or replace whole partitions, which also deletes the other rows in them: `replace: partitions` under `options`"));
  }
}
