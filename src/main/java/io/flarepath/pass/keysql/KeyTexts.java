package io.flarepath.pass.keysql;

import io.flarepath.window.Axis;
import io.flarepath.window.LocalTimes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts of keys, as Spark's cast writes them, without an engine. */
final class KeyTexts {

  private static final Pattern WITH_OFFSET =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}[ T][\\d:.]+)(Z|[+-]\\d{2}:\\d{2})");

  private KeyTexts() {}

  /**
   * The value of text on an axis; empty when the text is not one, or the axis has no steps.
   *
   * @param zone the session time zone, in which times without a zone are read
   */
  static OptionalLong value(Axis axis, String text, ZoneId zone) {
    try {
      if (!axis.hasSteps()) {
        return OptionalLong.empty();
      }
      if (axis == Axis.NUMBER) {
        return OptionalLong.of(Long.parseLong(text.trim()));
      }
      Matcher parts = WITH_OFFSET.matcher(text.trim());
      LocalDateTime local = time(parts.matches() ? parts.group(1) : text.trim());
      ZoneId own = parts.matches() ? ZoneOffset.of(parts.group(2)) : zone;
      return OptionalLong.of(
          axis.value(
              axis == Axis.TIMESTAMP
                  ? LocalDateTime.ofInstant(local.atZone(own).toInstant(), ZoneOffset.UTC)
                  : local));
    } catch (DateTimeException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** A local time without an offset that clocks show twice; empty for all other texts. */
  static Optional<LocalDateTime> ambiguous(String text, ZoneId zone) {
    try {
      return Optional.of(time(text.trim())).filter(local -> LocalTimes.isAmbiguous(local, zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDateTime time(String text) {
    return text.length() <= 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(text.replaceFirst(" ", "T"));
  }
}
