package io.flarepath.sql;

/**
 * The port to an SQL grammar: what is known of a statement from its text alone, without any table.
 * Safe for use by several threads.
 */
public interface SqlParser {

  /** Parses one statement. A syntax error is part of the answer, not an exception. */
  SqlFacts parse(BoundSql sql);
}
