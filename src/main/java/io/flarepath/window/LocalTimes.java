package io.flarepath.window;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Local times around the changes of a zone's clocks. */
public final class LocalTimes {

  private LocalTimes() {}

  /** Whether clocks show a local time twice, because they are set back in between. */
  public static boolean isAmbiguous(LocalDateTime local, ZoneId zone) {
    return zone.getRules().getValidOffsets(local).size() > 1;
  }

  /**
   * The offset from UTC, {@code -05:00}, of an instant whose local time is shown for the second
   * time. Without an offset, the first is meant.
   */
  public static Optional<ZoneOffset> offsetOfSecond(Instant instant, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(instant);
    Instant first = LocalDateTime.ofInstant(instant, zone).atZone(zone).toInstant();
    return first.equals(instant) ? Optional.empty() : Optional.of(offset);
  }

  /** The first local time after an ambiguous one that is shown once; empty for all others. */
  public static Optional<LocalDateTime> endOfAmbiguous(LocalDateTime local, ZoneId zone) {
    return Optional.ofNullable(zone.getRules().getTransition(local))
        .filter(ZoneOffsetTransition::isOverlap)
        .map(ZoneOffsetTransition::getDateTimeBefore);
  }

  /**
   * When clocks have shown a local time, or one after it, for the last time that they show an
   * earlier one.
   */
  public static Instant over(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change == null) {
      return local.atZone(zone).toInstant();
    }
    return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetAfter());
  }
}
