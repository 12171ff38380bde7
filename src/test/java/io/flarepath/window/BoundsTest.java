package io.flarepath.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.window.Axes.CutRange;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BoundsTest {

  @Property
  void theRangeHoldsWhatTheComparisonSelects(
      @ForAll Bounds bounds,
      @ForAll Axis axis,
      @ForAll @LongRange(min = -50, max = 50) long start,
      @ForAll @LongRange(min = 0, max = 20) long length) {
    Assume.that(axis.hasSteps());
    long end = start + length;
    Range range = bounds.range(axis, AxisValue.of(start), AxisValue.of(end));
    LongStream.rangeClosed(start - 3, end + 3)
        .forEach(
            value ->
                assertThat(range.contains(AxisValue.of(value)))
                    .as("%s in %s%d, %d", value, bounds.symbol(), start, end)
                    .isEqualTo(selects(bounds, value, start, end)));
  }

  @Property
  void theSameHoldsAtTheEdgesOfTheCalendar(@ForAll Bounds bounds, @ForAll("ranges") CutRange cut) {
    long start = cut.range().firstStep();
    long end = cut.range().endStep();
    Range range = bounds.range(cut.range().axis(), AxisValue.of(start), AxisValue.of(end));
    LongStream.of(start - 1, start, start + 1, end - 1, end, end + 1)
        .forEach(
            value ->
                assertThat(range.contains(AxisValue.of(value)))
                    .isEqualTo(selects(bounds, value, start, end)));
  }

  @Property
  void consecutiveHalfOpenWindowsShareNoValueAndLeaveNoneOut(
      @ForAll("ranges") CutRange cut, @ForAll @LongRange(min = 0, max = 1_000) long more) {
    Range range = cut.range();
    for (Bounds bounds : new Bounds[] {Bounds.OPEN_CLOSED, Bounds.CLOSED_OPEN}) {
      Range first = bounds.range(range.axis(), range.start(), range.end());
      Range second = bounds.range(range.axis(), range.end(), AxisValue.of(range.endStep() + more));
      assertThat(first.isEmpty() || first.end().equals(second.start())).isTrue();
    }
  }

  @Test
  void bothEndsDecideTheBounds() {
    for (Bounds bounds : Bounds.values()) {
      assertThat(Bounds.of(bounds.includesStart(), bounds.includesEnd())).isEqualTo(bounds);
    }
    assertThat(Bounds.values()).extracting(Bounds::symbol).containsExactly("(]", "[)", "[]", "()");
  }

  @Test
  void aWindowThatEndsBeforeItStartsIsRefused() {
    assertThatThrownBy(() -> Bounds.CLOSED.range(Axis.DATE, AxisValue.of(1), AxisValue.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a window ends at 1970-01-01, before its start 1970-01-02");
  }

  private static boolean selects(Bounds bounds, long value, long start, long end) {
    return switch (bounds) {
      case OPEN_CLOSED -> value > start && value <= end;
      case CLOSED_OPEN -> value >= start && value < end;
      case CLOSED -> value >= start && value <= end;
      case OPEN -> value > start && value < end;
    };
  }

  @Provide
  Arbitrary<CutRange> ranges() {
    return Axes.ranges();
  }
}
