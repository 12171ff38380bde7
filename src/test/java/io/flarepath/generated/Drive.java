package io.flarepath.generated;

/** Who asks for the next window. */
enum Drive implements Value {
  CATCH_UP,
  RUN_BY_RUN
}
