package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Span;
import io.flarepath.settings.TimeZoneName;
import java.util.Optional;

/**
 * A time zone as it is written in one of the places that may say it.
 *
 * @param name what is written, which need not be a time zone
 * @param place where, if it is in a file
 */
record WrittenZone(ZoneOrigin origin, String name, Optional<Span> place) {

  /** The zone; empty if the name is none. */
  Optional<SessionZone> zone() {
    return TimeZoneName.zone(name).map(id -> new SessionZone(id, origin, place));
  }

  /** That the name is no time zone. */
  Diagnostic unknown() {
    Code code =
        switch (origin) {
          case DEFAULT, TIME_ZONE, SPARK_SETTINGS -> Code.BAD_SETTING;
          case WORKFLOW -> Code.BAD_VALUE;
          case SUBMITTED -> Code.BAD_ARGUMENT;
        };
    Diagnostic unknown =
        Diagnostic.error(code, "`%s` is not a time zone".formatted(name))
            .because("it is the `%s` of %s".formatted(SessionZones.SETTING, origin.words()))
            .help("for example `UTC`, `Europe/Berlin` or `+08:00`");
    return place.map(unknown::at).orElse(unknown);
  }
}
