package io.flarepath.pass.keysql;

import io.flarepath.pass.PartialRead.Lead;
import io.flarepath.pass.Past;
import io.flarepath.state.KeyName;
import io.flarepath.table.ColumnTypes;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisText;
import io.flarepath.window.AxisValue;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether the state of a read is ahead of the clock or of its source. */
record KeySqlLead(WindowColumn column, KeyName startKey, Past past) {

  Optional<Lead> find() {
    return past.state()
        .value(startKey)
        .flatMap(
            start ->
                past.typeOf(column.column())
                    .flatMap(ColumnTypes::axis)
                    .flatMap(axis -> find(start, axis))
                    .map(why -> new Lead(start, why)));
  }

  private Optional<String> find(String start, Axis axis) {
    OptionalLong state = KeyTexts.value(axis, start, past.zone());
    if (state.isEmpty()) {
      return Optional.empty();
    }
    if (axis.isTime() && state.getAsLong() > now(axis)) {
      return Optional.of("the current time is " + text(axis, now(axis)));
    }
    OptionalLong newest = past.newest(column.column());
    // A complete window ends after its newest row, as a day does. That does no harm: it was the
    // last.
    OptionalLong reached = lastStart(axis);
    boolean isAhead =
        newest.isPresent()
            && state.getAsLong() > newest.getAsLong()
            && (reached.isEmpty() || newest.getAsLong() < reached.getAsLong());
    return isAhead
        ? Optional.of(
            "the newest `%s` of %s is %s"
                .formatted(column.column(), past.source(), text(axis, newest.getAsLong())))
        : Optional.empty();
  }

  /** Where the last published window started. */
  private OptionalLong lastStart(Axis axis) {
    return past.lastKey(startKey)
        .map(text -> KeyTexts.value(axis, text, past.zone()))
        .orElse(OptionalLong.empty());
  }

  private String text(Axis axis, long value) {
    return new AxisText(past.zone()).of(axis, AxisValue.of(value));
  }

  private long now(Axis axis) {
    return axis.value(
        LocalDateTime.ofInstant(past.now(), axis == Axis.TIMESTAMP ? ZoneOffset.UTC : past.zone()));
  }
}
