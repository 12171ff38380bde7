package io.flarepath.generated;

/** What happens to the tables after the first windows. */
enum Disturbance implements Value {
  NONE,
  /** The output's files are rewritten into one. */
  COMPACTION,
  /** Rows arrive in a window that is published. */
  LATE_ROWS,
  /** The same, and that window is backfilled. */
  LATE_BACKFILL;

  boolean isLate() {
    return this == LATE_ROWS || this == LATE_BACKFILL;
  }
}
