package io.flarepath.pass;

import io.flarepath.window.Range;

/**
 * A column of a result whose values follow from a window's column alone, or that is named like it.
 *
 * @param column its name; of a field of a struct, its path with dots
 * @param type its type, as the engine's SQL writes it
 * @param rows the values that it has for the window's rows
 * @param kind whether rows outside the window can have such values too
 */
public record Carrier(String column, String type, Range rows, Kind kind) {

  /** How a carrier's values and the window's belong together. */
  public enum Kind {
    /** It is the window's column itself. */
    SAME,
    /** It is made of it, and tells the window's rows from all others. */
    ALIGNED,
    /** It is made of it, and is coarser: one value can belong to two windows. */
    COARSER,
    /** It has its name, and is computed from several rows, which may lie in several windows. */
    GATHERED
  }
}
