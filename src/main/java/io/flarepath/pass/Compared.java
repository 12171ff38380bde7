package io.flarepath.pass;

import io.flarepath.sql.SqlFacts.Comparison;

/**
 * A condition of a slice's SQL that compares a column with a key.
 *
 * @param column what is compared, as the engine understands the SQL
 * @param comparison how, and with what, as it is written
 */
public record Compared(SourceColumn column, Comparison comparison) {}
