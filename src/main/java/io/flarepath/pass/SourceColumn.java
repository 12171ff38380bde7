package io.flarepath.pass;

/**
 * A column of a relation that a slice's SQL reads, or what an expression makes of one. Good for the
 * decision in which it was given.
 *
 * @param id by which the engine knows it again
 * @param name as people read it: {@code ts}, {@code to_date(ts)}
 * @param type its type, as the engine's SQL writes it
 */
public record SourceColumn(int id, String name, String type) {}
