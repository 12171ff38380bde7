package io.flarepath.generated;

import java.time.ZoneId;

/** The zone of the session. */
enum Zone implements Value {
  UTC("UTC"),
  NEW_YORK("America/New_York"),
  KOLKATA("Asia/Kolkata"),
  BERLIN("Europe/Berlin");

  private final String id;

  Zone(String id) {
    this.id = id;
  }

  ZoneId id() {
    return ZoneId.of(id);
  }
}
