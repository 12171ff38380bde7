package io.flarepath.pass.keysql;

import io.flarepath.pass.Readiness;
import io.flarepath.pass.Window;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.LocalTimes;
import io.flarepath.window.Range;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The rule of complete windows: a window is due when it has ended and its input has rows past its
 * start. A load that runs ahead of the clock or of its data would leave out late rows for ever.
 *
 * @param now the present time
 * @param zone the session time zone, in which times without a zone are read
 * @param movesOn whether the window is not read again once it was published
 */
record Completeness(Instant now, ZoneId zone, boolean movesOn) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /**
   * Whether a window is due.
   *
   * @param newest the newest value of its column in the input; empty when the input has no rows
   * @param until what the window's end must not pass, instead of the present time
   */
  Readiness of(Window window, Optional<AxisValue> newest, Optional<AxisValue> until) {
    return notComplete(window, until)
        .map(Readiness::open)
        .or(() -> noRows(window, newest).map(Readiness::idle))
        .or(() -> notReached(window, newest.orElseThrow(), until).map(Readiness::open))
        .orElse(Readiness.READY);
  }

  /** That a window ends where it starts, and whether the input has rows past it all the same. */
  static String empty(Window window, Optional<AxisValue> newest) {
    return "the window %s is empty: its start and end are equal".formatted(window)
        + past(window, newest).map(rows -> ", though " + rows).orElse("");
  }

  /** That the input has rows past a window; empty where it has none. */
  static Optional<String> past(Window window, Optional<AxisValue> newest) {
    return newest
        .filter(value -> value.compareTo(window.endValue()) > 0)
        .map(
            value ->
                "the input has rows past it; its newest %s is %s"
                    .formatted(window.column(), window.text(value)));
  }

  /** No clock tells when a number is over: the rows that come next do. */
  private Optional<String> notReached(Window window, AxisValue newest, Optional<AxisValue> until) {
    Range range = window.range();
    boolean hasClock = range.axis().isTime() || date(window).filter(TextDate::isSure).isPresent();
    return !hasClock && movesOn && until.isEmpty() && !range.isReachedBy(newest)
        ? Optional.of(
            "the window %s is not due before `%s` reaches %s; its newest value is %s"
                .formatted(window, window.column(), last(window), window.text(newest)))
        : Optional.empty();
  }

  /** The value whose row shows that all of the window's are there. */
  private static String last(Window window) {
    return window.range().axis() == Axis.NUMBER
        ? window.text(AxisValue.of(window.range().endStep() - 1))
        : window.text(window.endValue());
  }

  private Optional<String> notComplete(Window window, Optional<AxisValue> limit) {
    Axis axis = window.range().axis();
    AxisValue end = lastMoment(window);
    if (limit.isPresent()) {
      AxisValue until = limit.get();
      if (end.compareTo(until) <= 0) {
        return Optional.empty();
      }
      return Optional.of(
          window.endValue().compareTo(until) > 0
              ? "the window %s ends after `until`, %s".formatted(window, window.text(until))
              : "the window %s is not due before %s; `until` is %s"
                  .formatted(window, window.text(end), window.text(until)));
    }
    return (axis.isTime()
            ? Optional.of(axis.time(end.step()))
            : date(window).map(date -> date.complete(window.bounds().includesEnd())))
        .flatMap(complete -> notOver(window, complete));
  }

  private Optional<String> notOver(Window window, LocalDateTime complete) {
    ZoneId own = zoneOf(window.range().axis());
    LocalDateTime present = LocalDateTime.ofInstant(now, own);
    return LocalTimes.over(complete, own).isAfter(now)
        ? Optional.of(
            "the window %s is not due before %s; it is now %s"
                .formatted(window, shown(window, complete), shown(window, present)))
        : Optional.empty();
  }

  /** The end of a window of text, where that is a date or a time. */
  private static Optional<TextDate> date(Window window) {
    return window
        .endValue()
        .match(step -> Optional.empty(), decimal -> Optional.empty(), TextDate::of);
  }

  /** A time to the second; days have midnights, and instants the zone in which people read them. */
  private static String shown(Window window, LocalDateTime time) {
    return window.range().axis() == Axis.TIMESTAMP
        ? window.text(AxisValue.of(Axis.TIMESTAMP.value(time.truncatedTo(ChronoUnit.SECONDS))))
        : TIME.format(time);
  }

  private static Optional<String> noRows(Window window, Optional<AxisValue> newest) {
    if (newest.isEmpty()) {
      return Optional.of("the input has no rows yet");
    }
    return newest.get().compareTo(window.range().start()) >= 0
        ? Optional.empty()
        : Optional.of(
            "the input has no rows past %s yet; its newest %s is %s"
                .formatted(
                    window.text(window.startValue()), window.column(), window.text(newest.get())));
  }

  /** A day that belongs to the window is complete when it is over, not when it begins. */
  private static AxisValue lastMoment(Window window) {
    return window.range().axis() == Axis.DATE ? window.range().end() : window.endValue();
  }

  private ZoneId zoneOf(Axis axis) {
    return axis == Axis.TIMESTAMP ? ZoneOffset.UTC : zone;
  }
}
