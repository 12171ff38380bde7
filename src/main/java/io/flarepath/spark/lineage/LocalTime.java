package io.flarepath.spark.lineage;

import io.flarepath.window.LocalTimes;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;

/**
 * A conversion between instants and local times, which keeps their order but where clocks change.
 *
 * @param converted what is converted: an instant, or else a local time
 * @param zone the time zone of the local time
 */
record LocalTime(Expression converted, ZoneId zone) {

  /**
   * Whether all that is before a value is before it after the conversion too, and all that is after
   * it is after it.
   *
   * @param micros the value of what is converted
   */
  boolean keepsOrderAt(long micros) {
    LocalDateTime read =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, TimeUnit.SECONDS.toMicros(1)),
            (int)
                TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, TimeUnit.SECONDS.toMicros(1))),
            ZoneOffset.UTC);
    ZoneRules rules = zone.getRules();
    if (converted.dataType().equals(DataTypes.TimestampType)) {
      LocalDateTime local = LocalDateTime.ofInstant(read.toInstant(ZoneOffset.UTC), zone);
      return !LocalTimes.isAmbiguous(local, zone);
    }
    return rules.getValidOffsets(read).size() == 1 && !isPassedBySkippedTimes(rules, read);
  }

  /** A time that was skipped is read as one as much later, past those that follow it. */
  private static boolean isPassedBySkippedTimes(ZoneRules rules, LocalDateTime local) {
    ZoneOffsetTransition last =
        rules.previousTransition(local.toInstant(rules.getOffset(local)).plusNanos(1));
    return last != null
        && last.isGap()
        && local.isBefore(last.getDateTimeAfter().plus(last.getDuration()));
  }
}
