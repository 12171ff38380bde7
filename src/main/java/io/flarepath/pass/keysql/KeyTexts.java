package io.flarepath.pass.keysql;

import io.flarepath.window.Axis;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Reads the texts of keys, as Spark's cast writes them, without an engine. */
final class KeyTexts {

  private KeyTexts() {}

  /**
   * The value of text on an axis; empty when the text is not one.
   *
   * @param zone the session time zone, in which times without a zone are read
   */
  static OptionalLong value(Axis axis, String text, ZoneId zone) {
    try {
      if (axis == Axis.NUMBER) {
        return OptionalLong.of(Long.parseLong(text.trim()));
      }
      LocalDateTime local = time(text.trim());
      return OptionalLong.of(
          axis.value(
              axis == Axis.TIMESTAMP
                  ? LocalDateTime.ofInstant(local.atZone(zone).toInstant(), ZoneOffset.UTC)
                  : local));
    } catch (DateTimeException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static LocalDateTime time(String text) {
    return text.length() <= 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(text.replaceFirst(" ", "T"));
  }
}
