package io.flarepath.cli;

import io.flarepath.history.StatePlanner;
import java.util.List;
import java.util.function.Function;

/** What is to become of a state. */
public sealed interface Edit {

  /** An answer for each case. */
  <R> R match(
      Function<Set, R> set,
      Function<Clear, R> clear,
      Function<Rewind, R> rewind,
      Function<Undo, R> undo);

  /** Some keys get other values. */
  record Set(List<KeyOverride> keys) implements Edit {
    public Set {
      keys = List.copyOf(keys);
    }

    @Override
    public <R> R match(
        Function<Set, R> set,
        Function<Clear, R> clear,
        Function<Rewind, R> rewind,
        Function<Undo, R> undo) {
      return set.apply(this);
    }
  }

  /** The job starts from the beginning. */
  record Clear() implements Edit {

    @Override
    public <R> R match(
        Function<Set, R> set,
        Function<Clear, R> clear,
        Function<Rewind, R> rewind,
        Function<Undo, R> undo) {
      return clear.apply(this);
    }
  }

  /** The state that stood there; the data stays. */
  record Rewind(StatePlanner.Target to) implements Edit {

    @Override
    public <R> R match(
        Function<Set, R> set,
        Function<Clear, R> clear,
        Function<Rewind, R> rewind,
        Function<Undo, R> undo) {
      return rewind.apply(this);
    }
  }

  /**
   * The last publish is taken back, data and state together.
   *
   * @param force also what others wrote since
   */
  record Undo(boolean force) implements Edit {

    @Override
    public <R> R match(
        Function<Set, R> set,
        Function<Clear, R> clear,
        Function<Rewind, R> rewind,
        Function<Undo, R> undo) {
      return undo.apply(this);
    }
  }
}
