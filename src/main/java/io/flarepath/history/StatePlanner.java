package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.state.JobMark;
import io.flarepath.state.KeyName;
import io.flarepath.state.Publication;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Works out what a state command would change. Reads, and changes nothing. */
public final class StatePlanner {

  /** Undone passes are left out when the next one is looked for. */
  private static final String STATE_UNDO = "state-undo";

  private final Catalog tables;

  public StatePlanner(Catalog tables) {
    this.tables = tables;
  }

  /** Where {@code state rewind} goes. */
  public sealed interface Target {
    /** Whether a snapshot of main, or the newest of several, is the one that is meant. */
    boolean isReachedBy(SnapshotFacts snapshot);

    /** A snapshot of main. */
    record Snapshot(long id) implements Target {
      @Override
      public boolean isReachedBy(SnapshotFacts snapshot) {
        return snapshot.id() == id;
      }
    }

    /** What stood at an instant. */
    record Time(Instant instant) implements Target {
      @Override
      public boolean isReachedBy(SnapshotFacts snapshot) {
        return !snapshot.committedAt().isAfter(instant);
      }
    }
  }

  /**
   * The incremental jobs of a workflow with each of their output tables that is there.
   *
   * @param jobs only these; empty: all
   */
  public List<JobTable> jobTables(RunPlan plan, Set<String> jobs) {
    List<JobTable> jobTables = new ArrayList<>();
    for (JobPlan.Load load : plan.loads()) {
      if (jobs.isEmpty() || jobs.contains(load.name().value())) {
        for (OutputPlan output : load.outputs()) {
          tables
              .load(output.table())
              .ifPresent(table -> jobTables.add(new JobTable(load, output, table)));
        }
      }
    }
    return jobTables;
  }

  /** Some keys get other values. */
  public StateChange set(JobTable jobTable, Map<KeyName, String> values) {
    State after = jobTable.mark().state().with(values);
    return new StateChange.Set(jobTable, new JobMark(after, jobTable.mark().last()), "state-set");
  }

  /** The job starts from the beginning with its next run. */
  public StateChange clear(JobTable jobTable) {
    return new StateChange.Set(
        jobTable, new JobMark(State.EMPTY, jobTable.mark().last()), "state-clear");
  }

  /** The state that stood at a snapshot or a time; the data stays. */
  public StateChange rewind(JobTable jobTable, Target target) {
    List<SnapshotFacts> history = jobTable.table().history();
    boolean reached = false;
    for (SnapshotFacts snapshot : history) {
      reached |= target.isReachedBy(snapshot);
      if (reached && SummaryState.isOf(jobTable.jobName(), snapshot.summary())) {
        State after = SummaryState.after(snapshot.summary());
        return new StateChange.Set(
            jobTable, new JobMark(after, jobTable.mark().last()), "state-rewind");
      }
    }
    throw new FlarepathException(
        Diagnostic.error(
                Code.NO_SUCH_STATE,
                "no state of the job `%s` is known at that point".formatted(jobTable.jobName()))
            .at(jobTable.output().output().dataset().span())
            .because(
                reached
                    ? "the job had published nothing to %s by then, or its snapshots have expired"
                        .formatted(jobTable.table().name())
                    : "it is not in the history of main of %s".formatted(jobTable.table().name()))
            .help("`flarepath state show` lists the known publishes"));
  }

  /**
   * Takes the job's last publish back, data and state together; where the table holds nothing but
   * states, only the state, since others keep theirs there too.
   *
   * @param force also what others wrote since
   */
  public StateChange undo(JobTable jobTable, boolean force) {
    jobTable
        .damage()
        .ifPresent(
            damage -> {
              // What was published last is known from the mark alone.
              throw new FlarepathException(damage);
            });
    return switch (jobTable.output().content()) {
      case RESULT -> undoAll(jobTable, force);
      case STATE -> undoState(jobTable);
    };
  }

  /** The state from which the pass started that led to the one that is there. */
  private static StateChange undoState(JobTable jobTable) {
    State now = jobTable.mark().state();
    return jobTable.published().stream()
        .map(SnapshotFacts::summary)
        .filter(summary -> !STATE_UNDO.equals(summary.get(SummaryNames.MODE)))
        .filter(summary -> SummaryState.after(summary).equals(now))
        .filter(summary -> !SummaryState.before(summary).equals(now))
        .findFirst()
        .map(summary -> new JobMark(SummaryState.before(summary), jobTable.mark().last()))
        .map(after -> new StateChange.Set(jobTable, after, STATE_UNDO))
        .orElseThrow(() -> nothingToUndo(jobTable));
  }

  private static StateChange.Undo undoAll(JobTable jobTable, boolean force) {
    Publication last = jobTable.mark().last().orElseThrow(() -> nothingToUndo(jobTable));
    List<SnapshotFacts> dropped = new ArrayList<>();
    for (SnapshotFacts snapshot : jobTable.table().history()) {
      dropped.add(snapshot);
      if (snapshot.id() == last.snapshotId()) {
        StateChange.Undo undo = undo(jobTable, snapshot, dropped);
        if (!undo.foreign().isEmpty() && !force) {
          throw new FlarepathException(refused(undo));
        }
        return undo;
      }
    }
    throw new FlarepathException(
        impossible(
            jobTable, "main does not contain its last publish, snapshot " + last.snapshotId()));
  }

  private static StateChange.Undo undo(
      JobTable jobTable, SnapshotFacts last, List<SnapshotFacts> dropped) {
    List<SnapshotFacts> history = jobTable.table().history();
    List<SnapshotFacts> older = history.subList(dropped.size(), history.size());
    OptionalLong target = last.parentId();
    if (target.isPresent() && older.isEmpty()) {
      throw new FlarepathException(
          impossible(
              jobTable, "the snapshot before it, %d, has expired".formatted(target.getAsLong())));
    }
    List<SnapshotFacts> foreign = new ArrayList<>(dropped);
    foreign.remove(last);
    JobMark after =
        new JobMark(SummaryState.before(last.summary()), anchor(jobTable.jobName(), older));
    return new StateChange.Undo(jobTable, after, target, dropped, foreign);
  }

  /** The publish before; if its snapshot has expired, the oldest remaining one instead. */
  private static Optional<Publication> anchor(String job, List<SnapshotFacts> older) {
    Optional<SnapshotFacts> previous =
        older.stream().filter(each -> SummaryState.isOf(job, each.summary())).findFirst();
    return previous.flatMap(
        each -> SummaryState.publication(each.id(), each.sequenceNumber(), each.summary()));
  }

  private static FlarepathException nothingToUndo(JobTable jobTable) {
    return new FlarepathException(
        impossible(jobTable, "it has published nothing to " + jobTable.table().name()));
  }

  private static Diagnostic impossible(JobTable jobTable, String why) {
    return Diagnostic.error(
            Code.UNDO_IMPOSSIBLE,
            "the last publish of `%s` cannot be undone".formatted(jobTable.jobName()))
        .at(jobTable.output().output().dataset().span())
        .because(why);
  }

  private static Diagnostic refused(StateChange.Undo undo) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.UNDO_REFUSED,
                "other writers committed to %s since the last publish of `%s`"
                    .formatted(undo.jobTable().table().name(), undo.jobTable().jobName()))
            .at(undo.jobTable().output().output().dataset().span());
    for (SnapshotFacts snapshot : undo.foreign()) {
      diagnostic =
          diagnostic.because(
              "snapshot %d of %s (%s, %s rows added) would be discarded too"
                  .formatted(
                      snapshot.id(),
                      snapshot.committedAt(),
                      snapshot.summary().getOrDefault("operation", "a change"),
                      snapshot.summary().getOrDefault("added-records", "0")));
    }
    return diagnostic.help("--force discards them as well");
  }
}
