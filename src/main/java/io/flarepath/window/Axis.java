package io.flarepath.window;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** What a window's column measures. */
public enum Axis {
  /** Instants, in microseconds since 1970-01-01T00:00:00 UTC. */
  TIMESTAMP,
  /** Wall-clock times without a zone, in microseconds since 1970-01-01T00:00:00. */
  LOCAL_TIMESTAMP,
  /** Days since 1970-01-01. */
  DATE,
  /** Whole numbers. */
  NUMBER,
  /** Numbers with a fixed count of fractional digits. */
  DECIMAL,
  /** Text, in the order of its bytes. */
  TEXT;

  static final long MICROS_PER_SECOND = 1_000_000L;

  /** Whether the axis measures time, so that it can be compared with a clock. */
  public boolean isTime() {
    return this == DATE || hasMicros();
  }

  /** Whether every value is a whole number of steps, a long. */
  public boolean hasSteps() {
    return this == NUMBER || isTime();
  }

  /** Whether a step of the axis is a microsecond. */
  public boolean hasMicros() {
    return this == TIMESTAMP || this == LOCAL_TIMESTAMP;
  }

  /** The wall-clock time (in UTC, for instants) at a value of a time axis. */
  public LocalDateTime time(long value) {
    return switch (this) {
      case TIMESTAMP, LOCAL_TIMESTAMP ->
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(value, MICROS_PER_SECOND),
              (int) Math.floorMod(value, MICROS_PER_SECOND) * 1_000,
              ZoneOffset.UTC);
      case DATE -> LocalDate.ofEpochDay(value).atStartOfDay();
      case NUMBER, DECIMAL, TEXT -> throw new IllegalArgumentException(this + " is not a time");
    };
  }

  /** The value of a time axis at a wall-clock time (in UTC, for instants), rounded down. */
  public long value(LocalDateTime time) {
    return switch (this) {
      case TIMESTAMP, LOCAL_TIMESTAMP ->
          Math.addExact(
              Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
              time.get(ChronoField.MICRO_OF_SECOND));
      case DATE -> time.toLocalDate().toEpochDay();
      case NUMBER, DECIMAL, TEXT -> throw new IllegalArgumentException(this + " is not a time");
    };
  }

  /** A value as people read it: {@code 2020-02-01 00:00:00}, {@code 2020-02-01}, {@code 42}. */
  public String text(long value) {
    return switch (this) {
      case TIMESTAMP, LOCAL_TIMESTAMP -> {
        LocalDateTime time = time(value);
        String seconds = time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
        String padded = seconds.length() == 16 ? seconds + ":00" : seconds;
        int micros = time.get(ChronoField.MICRO_OF_SECOND);
        yield micros == 0 ? padded : padded + stripZeros(".%06d".formatted(micros));
      }
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case NUMBER -> Long.toString(value);
      case DECIMAL, TEXT -> throw new IllegalArgumentException(this + " has no steps");
    };
  }

  /** A value as people read it; text as it is. */
  public String text(AxisValue value) {
    return value.match(this::text, BigDecimal::toPlainString, Axis::shown);
  }

  /** Text without the NUL by which the next value is made. */
  private static String shown(String text) {
    return text.endsWith(AxisValue.Text.NUL) ? text.substring(0, text.length() - 1) : text;
  }

  private static String stripZeros(String fraction) {
    return fraction.replaceAll("0+$", "");
  }
}
