package io.flarepath.window;

import java.time.LocalDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Values, grids and ranges to check the laws of windows on: the years 1 to 9999, and some traps.
 */
final class Axes {

  static final LocalDateTime FIRST = LocalDateTime.parse("0001-01-01T00:00:00");
  static final LocalDateTime LAST = LocalDateTime.parse("9999-12-31T23:59:59.999999");

  private static final List<LocalDateTime> TRAPS =
      List.of(
          FIRST,
          LAST,
          LocalDateTime.parse("1970-01-01T00:00:00"),
          LocalDateTime.parse("1969-12-31T23:59:59.999999"),
          LocalDateTime.parse("1969-12-31T00:00:00"),
          LocalDateTime.parse("2020-02-29T23:59:59.999999"),
          LocalDateTime.parse("2020-03-01T00:00:00"),
          LocalDateTime.parse("1900-02-28T12:00:00"),
          LocalDateTime.parse("2000-12-31T23:00:00.000001"));

  private Axes() {}

  /** A value on an axis, and the grid that cuts it. */
  record Cut(Axis axis, Grid grid, long value) {}

  /** A range, and the grid that cuts its axis. */
  record CutRange(Grid grid, Range range) {}

  static Arbitrary<Axis> any() {
    return Arbitraries.of(Axis.class).filter(Axis::hasSteps);
  }

  static Arbitrary<Long> values(Axis axis) {
    return axis.isTime()
        ? Arbitraries.oneOf(
            Arbitraries.of(TRAPS.stream().map(axis::value).toList()),
            Arbitraries.longs().between(axis.value(FIRST), axis.value(LAST)))
        : Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L);
  }

  static Arbitrary<Grid> grids(Axis axis) {
    return axis.isTime()
        ? Arbitraries.of(
            Grid.Calendar.YEAR,
            Grid.Calendar.MONTH,
            Grid.Calendar.DAY,
            Grid.Calendar.HOUR,
            new Grid.Single())
        : Arbitraries.oneOf(
            Arbitraries.longs().between(1, 1_000_000).map(Grid.Width::new),
            Arbitraries.just(new Grid.Single()));
  }

  static Arbitrary<Cut> cuts() {
    return any()
        .flatMap(
            axis ->
                Combinators.combine(grids(axis), values(axis))
                    .as((grid, value) -> new Cut(axis, grid, value)));
  }

  static Arbitrary<CutRange> ranges() {
    return any()
        .flatMap(
            axis ->
                Combinators.combine(grids(axis), values(axis), values(axis))
                    .as(
                        (grid, a, b) ->
                            new CutRange(grid, new Range(axis, Math.min(a, b), Math.max(a, b)))));
  }
}
