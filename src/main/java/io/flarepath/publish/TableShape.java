package io.flarepath.publish;

/**
 * Columns and partitions that a table gets in the commit that publishes the rows, by their numbers
 * in the table's metadata. Until then they are there, and nobody reads or writes by them.
 *
 * @param schema the new schema
 * @param spec the new partition spec
 * @param schemaBefore the schema from which it was made, which must still be the current one
 * @param specBefore the partition spec in whose place it comes
 */
public record TableShape(int schema, int spec, int schemaBefore, int specBefore) {}
