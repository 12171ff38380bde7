package io.flarepath.history;

import io.flarepath.state.JobMark;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.List;
import java.util.OptionalLong;

/** A change to a job's state that somebody asked for, before it is made. */
public sealed interface StateChange {

  /** Whose state, and where. */
  JobTable jobTable();

  /** What the state will be. */
  JobMark after();

  /** The word for it in summaries, for example {@code state-set}. */
  String word();

  /**
   * Another state for the same data: a snapshot without files that carries it.
   *
   * @param after the state; its publish is the one that makes the change
   */
  record Set(JobTable jobTable, JobMark after, String word) implements StateChange {}

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
  }
}
