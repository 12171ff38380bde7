package io.flarepath.generated;

/**
 * The columns of a result.
 *
 * @param column the window's column under its name there; empty where it is gone
 * @param hasRows whether there are still the input's {@code id} and {@code region}
 * @param hasDay whether there is the day as {@code the_day}
 */
record Shape(String column, boolean hasRows, boolean hasDay) {

  boolean hasColumn() {
    return !column.isEmpty();
  }
}
