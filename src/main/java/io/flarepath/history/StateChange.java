package io.flarepath.history;

import io.flarepath.state.JobMark;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** A requested change to a job's state, before it is made. */
public sealed interface StateChange {

  /** Whose state, and where. */
  JobTable jobTable();

  /** What the state will be. */
  JobMark after();

  /** The word for it in summaries, for example {@code state-set}. */
  String word();

  /** Whether the next run starts elsewhere than without the change. */
  default boolean movesState() {
    return !after().state().equals(jobTable().mark().state());
  }

  /** An answer for each case. */
  <R> R match(Function<Set, R> set, Function<Undo, R> undo);

  /** Itself if it takes data back too. */
  default Optional<Undo> asUndo() {
    return match(set -> Optional.empty(), Optional::of);
  }

  /**
   * Another state for the same data: a snapshot without files that carries it.
   *
   * @param after the state; its publish is the one that makes the change
   */
  record Set(JobTable jobTable, JobMark after, String word) implements StateChange {

    @Override
    public <R> R match(Function<Set, R> set, Function<Undo, R> undo) {
      return set.apply(this);
    }
  }

  /**
   * Data and state back together.
   *
   * @param target where main goes; empty: the table will have no snapshot
   * @param dropped the snapshots that leave main, the newest first
   * @param foreign those of them that this job did not publish
   */
  record Undo(
      JobTable jobTable,
      JobMark after,
      OptionalLong target,
      List<SnapshotFacts> dropped,
      List<SnapshotFacts> foreign)
      implements StateChange {

    public Undo {
      dropped = List.copyOf(dropped);
      foreign = List.copyOf(foreign);
    }

    @Override
    public String word() {
      return "undo";
    }

    @Override
    public <R> R match(Function<Set, R> set, Function<Undo, R> undo) {
      return undo.apply(this);
    }
  }
}
