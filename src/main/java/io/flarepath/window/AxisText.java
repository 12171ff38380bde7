package io.flarepath.window;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Values of any axis as people read them. Instants are shown in a time zone, with their offset
 * where the wall clock shows the same time twice.
 */
public record AxisText(ZoneId zone) {

  /** {@code 2020-02-01 00:00:00}, {@code 2024-11-03 01:00:00-04:00}, {@code 42}. */
  public String of(Axis axis, AxisValue value) {
    if (axis != Axis.TIMESTAMP) {
      return axis.text(value);
    }
    ZonedDateTime there = axis.time(value.step()).atOffset(ZoneOffset.UTC).atZoneSameInstant(zone);
    LocalDateTime local = there.toLocalDateTime();
    boolean isTwice = LocalTimes.isAmbiguous(local, zone);
    return axis.text(axis.value(local)) + (isTwice ? there.getOffset() : "");
  }

  /** {@code [2020-02-01 00:00:00, 2020-03-01 00:00:00)}. */
  public String of(Range range) {
    return "[" + of(range.axis(), range.start()) + ", " + of(range.axis(), range.end()) + ")";
  }
}
