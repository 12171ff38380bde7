package io.flarepath.pass.keysql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that is a date or a time, most significant part first, so that it sorts as the times do:
 * {@code 2024-01-31}, {@code 20240131}, {@code 2024-01}, {@code 2024-01-31 07}, {@code
 * 2024-01-31T07:30:00}.
 *
 * @param start the time it starts at
 * @param unit its smallest part, for which it stands as a whole
 * @param isSure whether it is nothing else: text of digits alone may be a number
 */
record TextDate(LocalDateTime start, ChronoUnit unit, boolean isSure) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\d{4})([-/.]?)(\\d{2})(?:\\2(\\d{2})(?:[-/ T_]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.\\d+)?)?)?)?)?");

  /** Empty for any other text. */
  static Optional<TextDate> of(String text) {
    Matcher parts = SHAPE.matcher(text.toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      if (parts.group(4) == null) {
        YearMonth month = YearMonth.of(number(parts, 1), number(parts, 3));
        return Optional.of(
            new TextDate(month.atDay(1).atStartOfDay(), ChronoUnit.MONTHS, isSure(text)));
      }
      LocalDate day = LocalDate.of(number(parts, 1), number(parts, 3), number(parts, 4));
      LocalTime time = LocalTime.of(number(parts, 5), number(parts, 6), number(parts, 7));
      return Optional.of(new TextDate(day.atTime(time), unit(parts), isSure(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isSure(String text) {
    return !text.chars().allMatch(Character::isDigit);
  }

  private static ChronoUnit unit(Matcher parts) {
    if (parts.group(5) == null) {
      return ChronoUnit.DAYS;
    }
    if (parts.group(6) == null) {
      return ChronoUnit.HOURS;
    }
    return parts.group(7) == null ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
  }

  private static int number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
  }

  /**
   * From when on rows of a window have all had their time.
   *
   * @param isIncluded whether what the text stands for belongs to the window
   */
  LocalDateTime complete(boolean isIncluded) {
    return isIncluded && unit != ChronoUnit.SECONDS ? start.plus(1, unit) : start;
  }
}
