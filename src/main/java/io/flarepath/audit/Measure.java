package io.flarepath.audit;

/**
 * A number to compute over the rows.
 *
 * @param name unique within an audit
 * @param expression an aggregate in the engine's SQL, of type double; null where there is nothing
 *     to measure
 */
public record Measure(String name, String expression) {}
