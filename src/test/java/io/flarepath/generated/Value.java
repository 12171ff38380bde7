package io.flarepath.generated;

/** One value of a {@link Dimension}; the first of each is the simplest. */
interface Value {

  String name();

  int ordinal();
}
