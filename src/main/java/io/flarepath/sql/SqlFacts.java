package io.flarepath.sql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is known of a statement from its text. */
public sealed interface SqlFacts {

  /** An answer for each case. */
  <R> R match(
      Function<Query, R> query,
      Function<Cache, R> cache,
      Function<Command, R> command,
      Function<SyntaxError, R> error);

  /** Itself if it is a query. */
  default Optional<Query> asQuery() {
    return match(
        Optional::of, cache -> Optional.empty(), other -> Optional.empty(), e -> Optional.empty());
  }

  /** Itself if it is {@code CACHE TABLE}. */
  default Optional<Cache> asCache() {
    return match(
        query -> Optional.empty(), Optional::of, other -> Optional.empty(), e -> Optional.empty());
  }

  /** Itself if it is not SQL. */
  default Optional<SyntaxError> asSyntaxError() {
    return match(
        query -> Optional.empty(),
        cache -> Optional.empty(),
        other -> Optional.empty(),
        Optional::of);
  }

  /** What in it runs a program; nothing where it is not SQL. */
  default List<Script> scripts() {
    return match(
        Query::scripts, cache -> cache.query().scripts(), Command::scripts, e -> List.of());
  }

  /** Whether it is SQL at all. */
  default boolean isSql() {
    return match(query -> true, cache -> true, command -> true, error -> false);
  }

  /**
   * A query: it reads and changes nothing.
   *
   * @param tables what it reads and does not itself define (in {@code WITH}), in order of
   *     appearance
   * @param comparisons the conditions that compare a bare column with a key, where they hold for
   *     every row of the result: joined by {@code AND} in the outermost {@code WHERE}
   * @param columns the names of the result's columns in order, where the text says all of them
   * @param scripts what in it runs a program
   */
  record Query(
      List<TableRead> tables,
      List<Comparison> comparisons,
      Optional<List<String>> columns,
      List<Script> scripts)
      implements SqlFacts {
    public Query {
      scripts = List.copyOf(scripts);
      tables = List.copyOf(tables);
      comparisons = List.copyOf(comparisons);
      columns = columns.map(List::copyOf);
    }

    @Override
    public <R> R match(
        Function<Query, R> query,
        Function<Cache, R> cache,
        Function<Command, R> command,
        Function<SyntaxError, R> error) {
      return query.apply(this);
    }
  }

  /**
   * {@code CACHE TABLE}: keeps the rows of a view, and may define that view first.
   *
   * @param view the view's name
   * @param query what is kept
   * @param start the offset of the query in the bound text; the text's length where there is none
   */
  record Cache(String view, Query query, int start) implements SqlFacts {

    @Override
    public <R> R match(
        Function<Query, R> query,
        Function<Cache, R> cache,
        Function<Command, R> command,
        Function<SyntaxError, R> error) {
      return cache.apply(this);
    }
  }

  /**
   * A statement that is neither.
   *
   * @param kind what it is, in the words of SQL, for example {@code INSERT} or {@code DROP TABLE}
   * @param scripts what in it runs a program
   */
  record Command(String kind, List<Script> scripts) implements SqlFacts {
    public Command {
      scripts = List.copyOf(scripts);
    }

    @Override
    public <R> R match(
        Function<Query, R> query,
        Function<Cache, R> cache,
        Function<Command, R> command,
        Function<SyntaxError, R> error) {
      return command.apply(this);
    }
  }

  /**
   * Not SQL.
   *
   * @param message the engine's reason, one line
   * @param place the word that it stumbled over, in the user's file
   */
  record SyntaxError(String message, Span place) implements SqlFacts {

    @Override
    public <R> R match(
        Function<Query, R> query,
        Function<Cache, R> cache,
        Function<Command, R> command,
        Function<SyntaxError, R> error) {
      return error.apply(this);
    }
  }

  /**
   * A table or view that a query reads.
   *
   * @param name as written, parts joined by dots, without back quotes
   * @param place where in the user's file
   * @param start the offset of the name in the bound text
   * @param end the offset after it
   * @param version what the query asks for by {@code VERSION AS OF} or {@code TIMESTAMP AS OF}
   */
  record TableRead(String name, Span place, int start, int end, Optional<Version> version) {}

  /**
   * Something that runs a program.
   *
   * @param place where in the user's file
   */
  record Script(SqlProgram program, Span place) {}

  /**
   * A version of a table.
   *
   * @param isTime whether it is the one that was current at a time
   * @param name the name of a branch or a tag, or the number of a snapshot; of a time, its SQL
   */
  record Version(boolean isTime, String name) {}

  /**
   * {@code column operator expression}; turned round where the user wrote the column last.
   *
   * @param column the bare column's name, without a qualifier
   * @param expression the other side as the user wrote it, with its places
   * @param keys the keys whose values are in the expression; at least one
   */
  record Comparison(String column, Operator operator, Passage expression, Set<String> keys) {
    public Comparison {
      keys = Set.copyOf(keys);
    }
  }

  /** How a column is compared. */
  enum Operator {
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL;

    /** Whether it bounds the column from below. */
    public boolean isLower() {
      return this == GREATER || this == GREATER_OR_EQUAL;
    }

    /** Whether the compared value itself belongs to what is selected. */
    public boolean isInclusive() {
      return this == GREATER_OR_EQUAL || this == LESS_OR_EQUAL;
    }
  }
}
