package io.flarepath.run;

import io.flarepath.pass.Carrier;
import io.flarepath.pass.Window;
import io.flarepath.table.Column;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Windows as a result has them: the column that tells their rows, and the values that it has for
 * each window.
 */
record CarriedWindows(String column, List<Range> ranges) {

  CarriedWindows {
    ranges = List.copyOf(ranges);
  }

  /**
   * The column of a result that tells the windows' rows: the window's own, under whatever name;
   * else one of its name and type; else one that is made of it and is not coarser.
   *
   * @param carriers the columns of the result that carry a window
   * @return empty where there is none for all windows
   */
  static Optional<CarriedWindows> of(
      List<Window> windows, List<Column> columns, Function<Window, List<Carrier>> carriers) {
    Window first = windows.get(0);
    List<Carrier> candidates = carriers.apply(first);
    return same(windows, candidates)
        .or(() -> named(windows, columns))
        .or(
            () ->
                candidates.stream()
                    .filter(carrier -> carrier.kind() == Carrier.Kind.ALIGNED)
                    .flatMap(carrier -> aligned(windows, carrier.column(), carriers).stream())
                    .findFirst());
  }

  private static Optional<CarriedWindows> same(List<Window> windows, List<Carrier> candidates) {
    return candidates.stream()
        .filter(carrier -> carrier.kind() == Carrier.Kind.SAME)
        .findFirst()
        .map(carrier -> new CarriedWindows(carrier.column(), ranges(windows)));
  }

  private static Optional<CarriedWindows> named(List<Window> windows, List<Column> columns) {
    Window first = windows.get(0);
    return columns.stream()
        .filter(column -> column.name().equalsIgnoreCase(first.column()))
        .filter(column -> column.type().equals(first.type()))
        .findFirst()
        .map(column -> new CarriedWindows(column.name(), ranges(windows)));
  }

  private static Optional<CarriedWindows> aligned(
      List<Window> windows, String column, Function<Window, List<Carrier>> carriers) {
    List<Range> ranges = new ArrayList<>();
    for (Window window : windows) {
      Optional<Range> range =
          carriers.apply(window).stream()
              .filter(carrier -> carrier.column().equals(column))
              .filter(carrier -> carrier.kind() == Carrier.Kind.ALIGNED)
              .map(Carrier::rows)
              .findFirst();
      if (range.isEmpty()) {
        return Optional.empty();
      }
      ranges.add(range.get());
    }
    return Optional.of(new CarriedWindows(column, ranges));
  }

  private static List<Range> ranges(List<Window> windows) {
    return windows.stream().map(Window::range).toList();
  }
}
