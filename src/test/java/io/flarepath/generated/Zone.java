package io.flarepath.generated;

import java.time.ZoneId;

/** The zone of the session. */
enum Zone implements Value {
  UTC("UTC", 0),
  NEW_YORK("America/New_York", 0),
  KOLKATA("Asia/Kolkata", 0),
  BERLIN("Europe/Berlin", 1),
  /** Its clocks change by half an hour. */
  LORD_HOWE("Australia/Lord_Howe", 0),
  /** Its clocks change at midnight. */
  CAIRO("Africa/Cairo", 22);

  private final String id;
  private final int firstHour;

  Zone(String id, int firstHour) {
    this.id = id;
    this.firstHour = firstHour;
  }

  /** An hour, one or two before the clocks change. */
  int firstHour() {
    return firstHour;
  }

  ZoneId id() {
    return ZoneId.of(id);
  }
}
