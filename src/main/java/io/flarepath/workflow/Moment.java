package io.flarepath.workflow;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A point in time as a workflow writes it; one without a zone is in the session's. */
public sealed interface Moment {

  /** The instant that is meant. */
  Instant in(ZoneId zone);

  /** An exact instant: milliseconds, or a time with its zone. */
  record Exact(Instant instant) implements Moment {
    @Override
    public Instant in(ZoneId zone) {
      return instant;
    }
  }

  /** What a clock on the wall shows. */
  record Local(LocalDateTime time) implements Moment {
    @Override
    public Instant in(ZoneId zone) {
      return time.atZone(zone).toInstant();
    }
  }
}
