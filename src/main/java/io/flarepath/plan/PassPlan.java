package io.flarepath.plan;

import io.flarepath.pass.Progress;
import io.flarepath.pass.Region;
import io.flarepath.pass.Slice;
import io.flarepath.pass.WriteCounts;
import io.flarepath.state.KeyName;
import io.flarepath.state.SourceRead;
import io.flarepath.state.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pass of a job, decided: what is read, how it is written, and how the state moves.
 *
 * @param job the job
 * @param slices what is read of each incremental input
 * @param writes what happens to each output table that takes part in this pass
 * @param deliveries what happens to each sink, before any of the tables is published
 * @param before the state that the pass starts from
 * @param movesState whether a publish moves the state; not in a backfill
 * @param reads which windows of which snapshots the slices are, for inputs that are tables
 */
public record PassPlan(
    JobPlan.Load job,
    List<Slice> slices,
    List<OutputWrite> writes,
    List<SinkWrite> deliveries,
    State before,
    boolean movesState,
    List<SourceRead> reads) {

  public PassPlan {
    slices = List.copyOf(slices);
    writes = List.copyOf(writes);
    deliveries = List.copyOf(deliveries);
    reads = List.copyOf(reads);
  }

  /** A pass of whose inputs no snapshots are known. */
  public PassPlan(
      JobPlan.Load job,
      List<Slice> slices,
      List<OutputWrite> writes,
      List<SinkWrite> deliveries,
      State before,
      boolean movesState) {
    this(job, slices, writes, deliveries, before, movesState, List.of());
  }

  /** The stages of the pass, in the order in which a run does them. */
  public List<Stage> stages() {
    return Stages.of(this);
  }

  /** Whether something of its inputs is looked at before anything is written. */
  public boolean isLookedAt() {
    return Stages.isLookedAt(this);
  }

  /** The keys of all slices, with their values. */
  public Map<KeyName, String> keys() {
    return Slice.keys(slices);
  }

  /** Which rows of an output the slices replace, one for each of them. */
  public List<Region> regions() {
    return slices.stream().map(Slice::region).toList();
  }

  /** The state after the publish of a write that counted this. */
  public State after(WriteCounts counts) {
    Map<KeyName, String> moved = new LinkedHashMap<>();
    slices.forEach(slice -> moved.putAll(slice.advance().after(counts).texts()));
    return movesState ? before.with(moved) : before;
  }

  /** The state after the pass, if it is known before anything is read. */
  public Optional<State> foreseen() {
    if (!movesState) {
      return Optional.of(before);
    }
    Map<KeyName, String> moved = new LinkedHashMap<>();
    for (Slice slice : slices) {
      Optional<Progress> progress = slice.advance().foreseen();
      if (progress.isEmpty()) {
        return Optional.empty();
      }
      moved.putAll(progress.get().texts());
    }
    return Optional.of(before.with(moved));
  }

  /** Whether the publish leaves another state than it found, as far as that is known before. */
  public boolean isMoving() {
    return foreseen().map(after -> !after.equals(before)).orElse(true);
  }
}
