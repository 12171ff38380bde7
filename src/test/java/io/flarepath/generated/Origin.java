package io.flarepath.generated;

/** Where the first window starts. */
enum Origin implements Value {
  /** At midnight, at a full hour, at zero. */
  ALIGNED,
  /** At half past, at three. */
  UNALIGNED
}
