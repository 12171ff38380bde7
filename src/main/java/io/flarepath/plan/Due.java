package io.flarepath.plan;

import io.flarepath.window.Axis;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rule of complete windows: a pass is due when its windows have ended and their inputs have
 * rows past their starts. A load that runs ahead of the clock or of its data would skip late rows
 * for ever.
 *
 * @param now the present time
 * @param zone the session time zone, in which times without a zone are read
 */
public record Due(Instant now, ZoneId zone) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /**
   * What is known of one window's progress.
   *
   * @param window the window
   * @param newest the newest value of its column in the input; empty when the input has no rows
   * @param until what the window's end must not pass, instead of the present time
   */
  public record Progress(Window window, OptionalLong newest, OptionalLong until) {}

  /** Why there is nothing to do yet; empty when a pass is due. */
  public Optional<String> reasonToWait(List<Progress> reads) {
    Optional<String> open = reads.stream().flatMap(read -> notComplete(read).stream()).findFirst();
    if (open.isPresent()) {
      return open;
    }
    if (!reads.isEmpty() && reads.stream().allMatch(read -> noRows(read).isPresent())) {
      return noRows(reads.get(0));
    }
    return Optional.empty();
  }

  private Optional<String> notComplete(Progress read) {
    Window window = read.window();
    Axis axis = window.range().axis();
    long end = lastMoment(window);
    if (read.until().isPresent()) {
      long until = read.until().getAsLong();
      if (end <= until) {
        return Optional.empty();
      }
      return Optional.of(
          window.endValue() > until
              ? "the window %s ends after `until`, %s".formatted(window, axis.text(until))
              : "the window %s is not complete before %s; `until` is %s"
                  .formatted(window, axis.text(end), axis.text(until)));
    }
    if (!axis.isTime()) {
      return Optional.empty();
    }
    LocalDateTime present = LocalDateTime.ofInstant(now, zoneOf(axis));
    LocalDateTime complete = axis.time(end);
    return complete.isAfter(present)
        ? Optional.of(
            "the window %s is not complete before %s; now it is %s"
                .formatted(window, TIME.format(complete), TIME.format(present)))
        : Optional.empty();
  }

  private static Optional<String> noRows(Progress read) {
    Window window = read.window();
    Axis axis = window.range().axis();
    if (read.newest().isEmpty()) {
      return Optional.of("the input has no rows yet");
    }
    long newest = read.newest().getAsLong();
    return newest >= window.range().start()
        ? Optional.empty()
        : Optional.of(
            "the input has no rows past %s yet; its newest %s is %s"
                .formatted(
                    axis.text(window.startValue()), window.column().column(), axis.text(newest)));
  }

  /** A day that belongs to the window is complete when it is over, not when it begins. */
  private static long lastMoment(Window window) {
    return window.range().axis() == Axis.DATE ? window.range().end() : window.endValue();
  }

  private ZoneId zoneOf(Axis axis) {
    return axis == Axis.TIMESTAMP ? ZoneOffset.UTC : zone;
  }
}
