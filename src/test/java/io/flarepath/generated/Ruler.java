package io.flarepath.generated;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Where windows and rows lie, in sixtieths of a window from the first start: row 60 is exactly at
 * the end of the first window.
 *
 * @param byDate whether the keys are dates, whatever the column is
 */
record Ruler(
    ColumnType type, boolean byDate, Stride stride, Origin origin, Zone zone, LocalDate changes) {

  static final int WINDOW = 60;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx");

  static Ruler of(Flow flow) {
    return new Ruler(
        flow.type(),
        flow.comparison().isByDate(),
        flow.stride(),
        flow.origin(),
        flow.zone(),
        flow.season().day(flow.zone()));
  }

  /** The text of the bound between two windows, as keys have it: 0 is the first start. */
  String bound(int window) {
    if (byDate || type.isDay()) {
      return day(window).toString();
    }
    if (type.isNumber()) {
      long value = firstNumber() + (long) window * width();
      return type == ColumnType.DECIMAL ? value + ".00" : Long.toString(value);
    }
    return TIME.format(
        type == ColumnType.TIMESTAMP_NTZ ? local((long) window * WINDOW) : moment(window * WINDOW));
  }

  /** The definitions of the keys {@code start} and {@code end}. */
  String startKey() {
    String first = bound(0);
    if (type.isNumber() || (type == ColumnType.STRING && !byDate)) {
      return "default: '" + first + "'";
    }
    if (byDate || type.isDay()) {
      return "sql: select date'" + first + "'";
    }
    return "sql: select %s('%s')".formatted(timestamp(), first);
  }

  String endKey() {
    if (type.isNumber()) {
      String start = type == ColumnType.DECIMAL ? "cast($|start| as decimal(10,2))" : "$|start|";
      return "sql: select %s + %d".formatted(start, width());
    }
    if (type == ColumnType.STRING && !byDate) {
      return "sql: select cast(date_add(date('$|start|'), 1) as string)";
    }
    if (byDate || type.isDay()) {
      return "sql: select date('$|start|') + 1";
    }
    return "sql: select %s('$|start|') + INTERVAL '1' %s"
        .formatted(timestamp(), stride == Stride.WIDE ? "DAY" : "HOUR");
  }

  private String timestamp() {
    return type == ColumnType.TIMESTAMP_NTZ ? "to_timestamp_ntz" : "to_timestamp";
  }

  /** The value of a row at a place, as a literal. */
  String literal(int place) {
    return switch (type) {
      case TIMESTAMP -> "'" + EXACT.format(moment(place)) + "'";
      case TIMESTAMP_NTZ -> "'" + TIME.format(local(place)) + "'";
      case TIMESTAMP_NTZ_BY_INSTANT -> "'" + TIME.format(moment(place)) + "'";
      case DATE, STRING -> "'" + day(Math.floorDiv(place, WINDOW)) + "'";
      case INT, BIGINT -> Long.toString(firstNumber() + Math.floorDiv(place * width(), WINDOW));
      case DECIMAL ->
          String.format(Locale.ROOT, "%.2f", firstNumber() + place * (double) width() / WINDOW);
      case EPOCH -> Long.toString(moment(place).toEpochSecond());
    };
  }

  /** Whether rows have whole days, so that one that is in a window is at its bound. */
  boolean isDaily() {
    return byDate || type.isDay();
  }

  private LocalDate day(int window) {
    return changes.minusDays(1).plusDays(window);
  }

  private LocalDateTime first() {
    boolean isUnaligned = origin == Origin.UNALIGNED;
    if (stride == Stride.WIDE) {
      return day(0).atTime(isUnaligned ? 7 : 0, isUnaligned ? 30 : 0);
    }
    // The change of the clocks is in the second or third of these hours.
    return changes.atTime(zone.firstHour(), isUnaligned ? 30 : 0);
  }

  private LocalDateTime local(long place) {
    return first().plusSeconds(place * seconds() / WINDOW);
  }

  private ZonedDateTime moment(int place) {
    ZoneId id = zone.id();
    if (stride == Stride.NARROW) {
      Instant at = first().atZone(id).toInstant();
      return at.plusSeconds((long) place * seconds() / WINDOW).atZone(id);
    }
    int days = Math.floorDiv(place, WINDOW);
    return first()
        .atZone(id)
        .plusDays(days)
        .plus((long) Math.floorMod(place, WINDOW) * seconds() / WINDOW, ChronoUnit.SECONDS);
  }

  private int seconds() {
    return stride == Stride.WIDE ? 86_400 : 3_600;
  }

  private int width() {
    return stride == Stride.WIDE ? 10 : 3;
  }

  private int firstNumber() {
    return origin == Origin.ALIGNED ? 0 : 4;
  }
}
