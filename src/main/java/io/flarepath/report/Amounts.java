package io.flarepath.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {

  private Amounts() {}

  /** {@code 182,909 rows}, {@code 1 row}. */
  static String count(long number, String thing) {
    String ending = number == 1 ? "" : thing.endsWith("s") ? "es" : "s";
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, ending);
  }

  /** {@code 1.4 MB}; decimal units. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = -1;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** {@code 850 ms}, {@code 3.2 s}, {@code 4 min 10 s}. */
  static String duration(Duration duration) {
    if (duration.toMillis() < 1_000) {
      return duration.toMillis() + " ms";
    }
    if (duration.toSeconds() < 120) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
