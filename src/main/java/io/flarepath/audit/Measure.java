package io.flarepath.audit;

/**
 * A number to compute over the rows.
 *
 * @param name unique within an audit
 * @param expression an aggregate in the engine's SQL, of a numeric type; null where there is
 *     nothing to measure
 * @param divisor an aggregate by which it is still to be divided: the engine would round, and so it
 *     is done afterwards; {@code 1} where there is nothing to divide
 */
public record Measure(String name, String expression, String divisor) {

  /** A number that needs no division. */
  public Measure(String name, String expression) {
    this(name, expression, "1");
  }

  /** Whether it is still to be divided. */
  public boolean isQuotient() {
    return !divisor.equals("1");
  }
}
