package io.flarepath.generated;

/** How long a window is. */
enum Stride implements Value {
  /** A day, or ten. */
  WIDE,
  /** An hour, or three. */
  NARROW
}
