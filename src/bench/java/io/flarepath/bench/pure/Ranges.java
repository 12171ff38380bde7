package io.flarepath.bench.pure;

import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Bounds;
import io.flarepath.window.Grid;
import io.flarepath.window.Range;
import java.time.LocalDateTime;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The arithmetic of windows. */
@State(Scope.Thread)
public class Ranges {

  private long start = Axis.TIMESTAMP.value(LocalDateTime.parse("2001-01-31T12:34:56"));
  private long end = Axis.TIMESTAMP.value(LocalDateTime.parse("2001-03-01T00:00:00"));

  /** From two bounds to the covering day partitions of a window. */
  @Benchmark
  public Range hull() {
    Range window =
        Bounds.OPEN_CLOSED.range(Axis.TIMESTAMP, AxisValue.of(start++), AxisValue.of(end++));
    return Grid.Calendar.DAY.hull(window);
  }
}
