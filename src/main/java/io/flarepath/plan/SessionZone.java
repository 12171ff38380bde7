package io.flarepath.plan;

import io.flarepath.diagnostic.Span;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The one time zone of a job: of its session, its keys, its literals and the clock that says
 * whether a window is complete.
 *
 * @param id the zone
 * @param origin who said it
 * @param place where it is written, if it is in a file
 */
public record SessionZone(ZoneId id, ZoneOrigin origin, Optional<Span> place) {

  /** Whether it is the default: nobody said it. */
  public boolean isDefault() {
    return origin == ZoneOrigin.DEFAULT;
  }

  /** Whether times are the same in both, whatever the zones are called. */
  public boolean agreesWith(SessionZone other) {
    return id.getRules().equals(other.id.getRules());
  }

  /** Who said it and where: {@code `sparkConf` (jobs/a.yaml:12:40)}. */
  public String from() {
    return origin.words() + place.map(span -> " (" + span + ")").orElse("");
  }
}
