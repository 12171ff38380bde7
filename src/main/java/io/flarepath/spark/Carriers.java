package io.flarepath.spark;

import io.flarepath.pass.Carrier;
import io.flarepath.pass.Carrier.Kind;
import io.flarepath.spark.lineage.Function;
import io.flarepath.spark.lineage.Lineage;
import io.flarepath.spark.lineage.SeveralRows;
import io.flarepath.spark.lineage.Traced;
import io.flarepath.spark.rows.TypeText;
import io.flarepath.table.ColumnTypes;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.collection.JavaConverters;

/**
 * Which columns of a result carry a window on, and with which values. Spark itself computes the
 * values at the window's ends and beside them, so that its functions and time zones are its own.
 *
 * @param window the window's column
 * @param range the window
 */
record Carriers(Traced window, Range range) {

  private static final List<DateTimeFormatter> DATES =
      List.of(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.BASIC_ISO_DATE);

  /** With more digits, text has another order than years. */
  private static final int LAST_YEAR = 9999;

  List<Carrier> of(LogicalPlan result) {
    Lineage lineage = Lineage.of(result);
    List<Carrier> carriers = new ArrayList<>();
    for (Attribute attribute : JavaConverters.seqAsJavaList(result.output())) {
      gathered(result, attribute).ifPresent(carriers::add);
      lineage
          .trace(result, attribute)
          .filter(window::hasSameColumn)
          .ifPresent(traced -> collect(attribute.name(), traced, carriers));
    }
    return carriers;
  }

  /** {@code max(at) AS at} of groups is a moment of this window whatever else the group has. */
  private Optional<Carrier> gathered(LogicalPlan result, Attribute attribute) {
    return attribute.name().equalsIgnoreCase(window.name()) && SeveralRows.make(result, attribute)
        ? Optional.of(
            new Carrier(attribute.name(), TypeText.of(attribute.dataType()), range, Kind.GATHERED))
        : Optional.empty();
  }

  /** Of a column, and of the fields of a struct, however deep. */
  private void collect(String name, Traced traced, List<Carrier> carriers) {
    carrier(name, traced).ifPresent(carriers::add);
    traced.fields().forEach((field, value) -> collect(name + "." + field, value, carriers));
  }

  private Optional<Carrier> carrier(String name, Traced traced) {
    String type = TypeText.of(traced.type());
    Optional<Axis> axis = ColumnTypes.axis(type);
    if (axis.isEmpty() || range.isEmpty()) {
      return Optional.empty();
    }
    if (traced.isSame(window)) {
      return axis.get() == range.axis()
          ? Optional.of(new Carrier(name, type, range, Kind.SAME))
          : Optional.empty();
    }
    if (axis.get() == Axis.TEXT && range.axis() == Axis.DATE) {
      return Function.fromText(traced, window)
          .flatMap(this::dates)
          .map(rows -> new Carrier(name, type, rows, Kind.ALIGNED));
    }
    if (!axis.get().hasSteps() || !range.axis().hasSteps()) {
      return Optional.empty();
    }
    Optional<Carrier> made =
        Function.from(window, traced)
            .flatMap(function -> image(function, axis.get()))
            .map(image -> new Carrier(name, type, image.rows, image.kind));
    return made.or(
        () ->
            Function.from(traced, window)
                .flatMap(function -> preimage(function, axis.get()))
                .map(rows -> new Carrier(name, type, rows, Kind.ALIGNED)));
  }

  /**
   * Dates as text, which has their order where all are written in the one way that the function
   * reads. Days that are written in another way lie outside of these values, and are refused as
   * rows outside their window when they are written.
   */
  private Optional<Range> dates(Function function) {
    LocalDate first = LocalDate.ofEpochDay(range.firstStep());
    LocalDate end = LocalDate.ofEpochDay(range.endStep());
    List<LocalDate> days = List.of(first.minusDays(1), first, end.minusDays(1), end);
    if (days.stream().anyMatch(day -> day.getYear() < 1 || day.getYear() > LAST_YEAR)) {
      return Optional.empty();
    }
    return DATES.stream()
        .filter(
            format ->
                days.stream()
                    .allMatch(
                        day ->
                            function
                                .at(format.format(day))
                                .equals(OptionalLong.of(day.toEpochDay()))))
        .map(
            format ->
                new Range(
                    Axis.TEXT,
                    new AxisValue.Text(format.format(first)),
                    new AxisValue.Text(format.format(end))))
        .findFirst();
  }

  private record Image(Range rows, Kind kind) {}

  /** The values that the function has for the window's rows. */
  private Optional<Image> image(Function function, Axis axis) {
    OptionalLong before = function.at(range.firstStep() - 1);
    OptionalLong first = function.at(range.firstStep());
    OptionalLong last = function.at(range.endStep() - 1);
    OptionalLong after = function.at(range.endStep());
    if (before.isEmpty() || first.isEmpty() || last.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    if (last.getAsLong() < first.getAsLong()) {
      return Optional.empty();
    }
    boolean isAligned =
        before.getAsLong() < first.getAsLong()
            && last.getAsLong() < after.getAsLong()
            && function.keepsOrderAt(range.firstStep())
            && function.keepsOrderAt(range.endStep());
    Range rows = new Range(axis, first.getAsLong(), last.getAsLong() + 1);
    return Optional.of(new Image(rows, isAligned ? Kind.ALIGNED : Kind.COARSER));
  }

  /** The values for which the function is in the window: a day is made of many moments. */
  private Optional<Range> preimage(Function function, Axis axis) {
    if (!axis.hasMicros()) {
      return Optional.empty();
    }
    OptionalLong start = first(function, axis, range.firstStep());
    OptionalLong end = first(function, axis, range.endStep());
    boolean isFound =
        start.isPresent()
            && end.isPresent()
            && start.getAsLong() <= end.getAsLong()
            && function.keepsOrderAt(start.getAsLong())
            && function.keepsOrderAt(end.getAsLong());
    return isFound
        ? Optional.of(new Range(axis, start.getAsLong(), end.getAsLong()))
        : Optional.empty();
  }

  /** The first value for which the function reaches another one. */
  private static OptionalLong first(Function function, Axis axis, long wanted) {
    long low = axis.value(LocalDateTime.of(1, 1, 2, 0, 0));
    long high = axis.value(LocalDateTime.of(9999, 12, 30, 0, 0));
    while (low < high) {
      long middle = Math.floorDiv(low + high, 2);
      OptionalLong value = function.at(middle);
      if (value.isEmpty()) {
        return OptionalLong.empty();
      }
      if (value.getAsLong() >= wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalLong.of(low);
  }
}
