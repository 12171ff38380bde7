package io.flarepath.window;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How partitions cut an axis: every value lies in exactly one cell {@code [floor(v), next(v))}.
 * These are Iceberg's ordered partition transforms; instants are cut in UTC, as Iceberg does.
 */
public sealed interface Grid {

  /** The first value of the cell that holds {@code value}. */
  long floor(Axis axis, long value);

  /** The first value after the cell that holds {@code value}. */
  long next(Axis axis, long value);

  /** Whether a range begins and ends where cells do. */
  default boolean isAligned(Range range) {
    return hull(range).equals(range);
  }

  /** The smallest range of whole cells that covers a range. An empty range has an empty hull. */
  default Range hull(Range range) {
    if (range.isEmpty()) {
      return range;
    }
    return new Range(
        range.axis(),
        floor(range.axis(), range.firstStep()),
        next(range.axis(), range.endStep() - 1));
  }

  /** Calendar cells, for time axes. */
  record Calendar(ChronoUnit unit) implements Grid {

    public static final Calendar YEAR = new Calendar(ChronoUnit.YEARS);
    public static final Calendar MONTH = new Calendar(ChronoUnit.MONTHS);
    public static final Calendar DAY = new Calendar(ChronoUnit.DAYS);
    public static final Calendar HOUR = new Calendar(ChronoUnit.HOURS);

    public Calendar {
      switch (unit) {
        case YEARS, MONTHS, DAYS, HOURS -> {}
        default -> throw new IllegalArgumentException("no partitions by " + unit);
      }
    }

    @Override
    public long floor(Axis axis, long value) {
      return axis.value(floor(axis.time(value)));
    }

    @Override
    public long next(Axis axis, long value) {
      LocalDateTime next = floor(axis.time(value)).plus(1, unit);
      // A date has no hours: its smallest cell is the day.
      return Math.max(axis.value(next), axis == Axis.DATE ? value + 1 : Long.MIN_VALUE);
    }

    private LocalDateTime floor(LocalDateTime time) {
      return switch (unit) {
        case YEARS -> time.toLocalDate().withDayOfYear(1).atStartOfDay();
        case MONTHS -> time.toLocalDate().withDayOfMonth(1).atStartOfDay();
        default -> time.truncatedTo(unit);
      };
    }
  }

  /** Cells of equal width from zero, for whole numbers: Iceberg's {@code truncate[width]}. */
  record Width(long width) implements Grid {

    public Width {
      if (width < 1) {
        throw new IllegalArgumentException("a width of " + width);
      }
    }

    @Override
    public long floor(Axis axis, long value) {
      return value - Math.floorMod(value, width);
    }

    @Override
    public long next(Axis axis, long value) {
      return Math.addExact(floor(axis, value), width);
    }
  }

  /** One cell for each value: Iceberg's {@code identity}. */
  record Single() implements Grid {

    @Override
    public Range hull(Range range) {
      return range;
    }

    @Override
    public long floor(Axis axis, long value) {
      return value;
    }

    @Override
    public long next(Axis axis, long value) {
      return Math.addExact(value, 1);
    }
  }
}
