package io.flarepath.pass.keysql;

import io.flarepath.pass.Readiness;
import io.flarepath.pass.Window;
import io.flarepath.window.Axis;
import io.flarepath.window.LocalTimes;
import io.flarepath.window.Range;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

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
  Readiness of(Window window, OptionalLong newest, OptionalLong until) {
    return notComplete(window, until)
        .map(Readiness::open)
        .or(() -> noRows(window, newest).map(Readiness::idle))
        .or(() -> notReached(window, newest, until).map(Readiness::open))
        .orElse(Readiness.READY);
  }

  /** That a window ends where it starts, and whether the input has rows past it all the same. */
  static String empty(Window window, OptionalLong newest) {
    boolean hasMore = newest.isPresent() && newest.getAsLong() > window.endValue();
    String empty = "the window %s is empty: it ends where it starts".formatted(window);
    return hasMore
        ? empty
            + ", though the input has rows past it; its newest %s is %s"
                .formatted(window.column(), window.text(newest.getAsLong()))
        : empty;
  }

  /** No clock tells when a number is over: the rows that come next do. */
  private Optional<String> notReached(Window window, OptionalLong newest, OptionalLong until) {
    Range range = window.range();
    boolean isNumber = !range.axis().isTime();
    return isNumber && movesOn && until.isEmpty() && newest.getAsLong() < range.end() - 1
        ? Optional.of(
            "the window %s is not complete before `%s` reaches %s; its newest value is %s"
                .formatted(
                    window,
                    window.column(),
                    window.text(range.end() - 1),
                    window.text(newest.getAsLong())))
        : Optional.empty();
  }

  private Optional<String> notComplete(Window window, OptionalLong limit) {
    Axis axis = window.range().axis();
    long end = lastMoment(window);
    if (limit.isPresent()) {
      long until = limit.getAsLong();
      if (end <= until) {
        return Optional.empty();
      }
      return Optional.of(
          window.endValue() > until
              ? "the window %s ends after `until`, %s".formatted(window, window.text(until))
              : "the window %s is not complete before %s; `until` is %s"
                  .formatted(window, window.text(end), window.text(until)));
    }
    if (!axis.isTime()) {
      return Optional.empty();
    }
    LocalDateTime present = LocalDateTime.ofInstant(now, zoneOf(axis));
    LocalDateTime complete = axis.time(end);
    return LocalTimes.over(complete, zoneOf(axis)).isAfter(now)
        ? Optional.of(
            "the window %s is not complete before %s; it is now %s"
                .formatted(window, shown(window, complete), shown(window, present)))
        : Optional.empty();
  }

  /** A time to the second; days have midnights, and instants the zone in which people read them. */
  private static String shown(Window window, LocalDateTime time) {
    return window.range().axis() == Axis.TIMESTAMP
        ? window.text(Axis.TIMESTAMP.value(time.truncatedTo(ChronoUnit.SECONDS)))
        : TIME.format(time);
  }

  private static Optional<String> noRows(Window window, OptionalLong newest) {
    Axis axis = window.range().axis();
    if (newest.isEmpty()) {
      return Optional.of("the input has no rows yet");
    }
    return newest.getAsLong() >= window.range().start()
        ? Optional.empty()
        : Optional.of(
            "the input has no rows past %s yet; its newest %s is %s"
                .formatted(
                    window.text(window.startValue()),
                    window.column(),
                    window.text(newest.getAsLong())));
  }

  /** A day that belongs to the window is complete when it is over, not when it begins. */
  private static long lastMoment(Window window) {
    return window.range().axis() == Axis.DATE ? window.range().end() : window.endValue();
  }

  private ZoneId zoneOf(Axis axis) {
    return axis == Axis.TIMESTAMP ? ZoneOffset.UTC : zone;
  }
}
