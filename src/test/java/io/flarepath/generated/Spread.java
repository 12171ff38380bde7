package io.flarepath.generated;

/** How the rows lie over the windows. */
enum Spread implements Value {
  DENSE,
  /** Those after the first window come five windows later. */
  GAP;

  private static final int WINDOWS = 5;

  EventRow of(EventRow row) {
    return this == DENSE
        ? row
        : new EventRow(
            row.id(),
            row.place().map(at -> at > Ruler.WINDOW ? at + WINDOWS * Ruler.WINDOW : at),
            row.region(),
            row.amount());
  }
}
