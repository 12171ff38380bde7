package io.flarepath.plan;

/**
 * A column of a table or a result.
 *
 * @param name the column's name
 * @param type its type as the engine's SQL writes it, for example {@code timestamp} or {@code
 *     decimal(10,2)}; lower case
 */
public record Column(String name, String type) {}
