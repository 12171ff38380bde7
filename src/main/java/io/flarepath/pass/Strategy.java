package io.flarepath.pass;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlFacts;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.yaml.IncrementalForm;
import java.util.Optional;

/**
 * A way to read an input a part at a time: what its spec in the workflow means.
 *
 * @param <S> the record that the grammar makes of the spec
 */
public interface Strategy<S extends Incremental> {

  /** The type of the specs that it takes. */
  Class<S> spec();

  /**
   * Its form of {@code incremental} in the grammar; empty for key SQL, whose keys the grammar has
   * without one.
   */
  Optional<IncrementalForm<?>> form();

  /**
   * The read of an input.
   *
   * @param texts checks the spec's SQL; what is wrong with it is reported there
   */
  PartialRead plan(Input input, S spec, Texts texts);

  /** Checks SQL of a spec against the views that it may read: the inputs and its own context. */
  @FunctionalInterface
  interface Texts {

    /** The facts of a query; empty if it is not one, which has been reported. */
    Optional<SqlFacts.Query> query(Passage sql);
  }
}
