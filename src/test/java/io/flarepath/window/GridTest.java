package io.flarepath.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.flarepath.window.Axes.Cut;
import io.flarepath.window.Axes.CutRange;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

  @Property
  void everyValueLiesInItsCell(@ForAll("cuts") Cut cut) {
    long floor = cut.grid().floor(cut.axis(), cut.value());
    assertThat(floor).isLessThanOrEqualTo(cut.value());
    assertThat(cut.value()).isLessThan(cut.grid().next(cut.axis(), cut.value()));
  }

  @Property
  void aCellIsTheSameSeenFromEveryValueInIt(@ForAll("cuts") Cut cut) {
    Grid grid = cut.grid();
    long floor = grid.floor(cut.axis(), cut.value());
    long next = grid.next(cut.axis(), cut.value());
    assertThat(grid.floor(cut.axis(), floor)).isEqualTo(floor);
    assertThat(grid.next(cut.axis(), floor)).isEqualTo(next);
    assertThat(grid.floor(cut.axis(), next - 1)).isEqualTo(floor);
    assertThat(grid.next(cut.axis(), next - 1)).isEqualTo(next);
    assertThat(grid.floor(cut.axis(), next)).isEqualTo(next);
  }

  @Property
  void cellsKeepTheOrderOfValues(@ForAll("ranges") CutRange cut) {
    Range range = cut.range();
    assertThat(cut.grid().floor(range.axis(), range.firstStep()))
        .isLessThanOrEqualTo(cut.grid().floor(range.axis(), range.endStep()));
    assertThat(cut.grid().next(range.axis(), range.firstStep()))
        .isLessThanOrEqualTo(cut.grid().next(range.axis(), range.endStep()));
  }

  @Property
  void aHullCoversItsRangeIsAlignedAndIsItsOwnHull(@ForAll("ranges") CutRange cut) {
    Range hull = cut.grid().hull(cut.range());
    assertThat(hull.covers(cut.range())).isTrue();
    assertThat(cut.grid().isAligned(hull)).isTrue();
    assertThat(cut.grid().hull(hull)).isEqualTo(hull);
  }

  @Property
  void noCellCanBeTakenFromAHull(@ForAll("ranges") CutRange cut) {
    Range range = cut.range();
    assumeThat(range.isEmpty()).isFalse();
    Range hull = cut.grid().hull(range);
    long secondCell = cut.grid().next(range.axis(), hull.firstStep());
    long lastCell = cut.grid().floor(range.axis(), hull.endStep() - 1);
    assertThat(range.firstStep()).isLessThan(secondCell);
    assertThat(range.endStep()).isGreaterThan(lastCell);
  }

  @Property
  void aBiggerRangeHasABiggerHull(@ForAll("ranges") CutRange cut, @ForAll boolean fromStart) {
    Range range = cut.range();
    long middle = range.firstStep() + (range.endStep() - range.firstStep()) / 3;
    Range part =
        fromStart
            ? new Range(range.axis(), range.firstStep(), middle)
            : new Range(range.axis(), middle, range.endStep());
    assertThat(cut.grid().hull(range).covers(cut.grid().hull(part))).isTrue();
  }

  @Property
  void anEmptyRangeHasAnEmptyHull(@ForAll("cuts") Cut cut) {
    Range empty = new Range(cut.axis(), cut.value(), cut.value());
    assertThat(cut.grid().hull(empty)).isEqualTo(empty);
  }

  @ParameterizedTest
  @CsvSource({
    "YEARS,  2020-02-29T12:34:56.789, 2020-01-01T00:00, 2021-01-01T00:00",
    "MONTHS, 2020-02-29T12:34:56.789, 2020-02-01T00:00, 2020-03-01T00:00",
    "DAYS,   2020-02-29T12:34:56.789, 2020-02-29T00:00, 2020-03-01T00:00",
    "HOURS,  2020-02-29T23:34:56.789, 2020-02-29T23:00, 2020-03-01T00:00",
    "MONTHS, 1900-02-28T12:00,        1900-02-01T00:00, 1900-03-01T00:00",
    "HOURS,  1969-12-31T23:59:59.999, 1969-12-31T23:00, 1970-01-01T00:00",
    "YEARS,  0001-06-01T00:00,        0001-01-01T00:00, 0002-01-01T00:00",
    "YEARS,  9999-06-01T00:00,        9999-01-01T00:00, +10000-01-01T00:00",
  })
  void calendarCellsAreThoseOfTheCalendar(
      ChronoUnit unit, String value, String floor, String next) {
    Grid grid = new Grid.Calendar(unit);
    long micros = micros(value);
    assertThat(grid.floor(Axis.TIMESTAMP, micros)).isEqualTo(micros(floor));
    assertThat(grid.next(Axis.TIMESTAMP, micros)).isEqualTo(micros(next));
  }

  @Test
  void aDateHasNoHoursSoThatItsSmallestCellIsTheDay() {
    assertThat(Grid.Calendar.HOUR.floor(Axis.DATE, -1)).isEqualTo(-1);
    assertThat(Grid.Calendar.HOUR.next(Axis.DATE, -1)).isZero();
    Range days = new Range(Axis.DATE, 10, 20);
    assertThat(Grid.Calendar.HOUR.isAligned(days)).isTrue();
  }

  @Test
  void widthsCutNegativeNumbersDownwards() {
    Grid.Width ten = new Grid.Width(10);
    assertThat(ten.floor(Axis.NUMBER, -1)).isEqualTo(-10);
    assertThat(ten.next(Axis.NUMBER, -1)).isZero();
    assertThat(ten.floor(Axis.NUMBER, -10)).isEqualTo(-10);
  }

  @Test
  void aGridThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Grid.Calendar(ChronoUnit.WEEKS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no partitions by Weeks");
    assertThatThrownBy(() -> new Grid.Width(0)).hasMessage("a width of 0");
  }

  private static long micros(String time) {
    return Axis.TIMESTAMP.value(LocalDateTime.parse(time));
  }

  @Provide
  Arbitrary<Cut> cuts() {
    return Axes.cuts();
  }

  @Provide
  Arbitrary<CutRange> ranges() {
    return Axes.ranges();
  }
}
