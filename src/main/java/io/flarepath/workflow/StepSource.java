package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import java.util.Map;
import java.util.function.Function;

/** Where the rows of a step come from. */
public sealed interface StepSource {

  /** An answer for each case. */
  <R> R match(Function<Sql, R> sql, Function<OwnClass, R> ownClass);

  /**
   * A query, or {@code CACHE TABLE}.
   *
   * @param text knows its position, in the workflow or in a separate file
   */
  record Sql(Passage text) implements StepSource {

    @Override
    public <R> R match(Function<Sql, R> sql, Function<OwnClass, R> ownClass) {
      return sql.apply(this);
    }
  }

  /**
   * A class of the user's own.
   *
   * @param name the whole name of the class
   * @param params what it is given, as written
   */
  record OwnClass(Located<String> name, Map<String, Located<String>> params) implements StepSource {

    public OwnClass {
      params = Map.copyOf(params);
    }

    @Override
    public <R> R match(Function<Sql, R> sql, Function<OwnClass, R> ownClass) {
      return ownClass.apply(this);
    }
  }
}
