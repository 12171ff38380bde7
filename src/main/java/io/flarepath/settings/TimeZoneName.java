package io.flarepath.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;

/**
 * The names of time zones, as Spark reads them: those of the tz database, offsets such as {@code
 * +8:00}, {@code GMT+8}, and the old short ones such as {@code PST}.
 */
public final class TimeZoneName {

  private static final Pattern ONE_DIGIT_OF_HOURS = Pattern.compile("([+-])(\\d):");
  private static final Pattern ONE_DIGIT_OF_MINUTES = Pattern.compile("([+-]\\d\\d):(\\d)$");

  private TimeZoneName() {}

  /** The zone of a name; empty if there is none. */
  public static Optional<ZoneId> zone(String name) {
    String hours = ONE_DIGIT_OF_HOURS.matcher(name).replaceFirst("$10$2:");
    String full = ONE_DIGIT_OF_MINUTES.matcher(hours).replaceFirst("$1:0$2");
    try {
      return Optional.of(ZoneId.of(full, ZoneId.SHORT_IDS));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  /** The zone as JDBC drivers know it. Java 17 would take {@code UTC+8} for UTC. */
  public static TimeZone ofJava(ZoneId zone) {
    return TimeZone.getTimeZone(zone.normalized());
  }
}
