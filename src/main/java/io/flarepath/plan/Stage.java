package io.flarepath.plan;

import io.flarepath.pass.Slice;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Upkeep;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a pass. A pass is a list of them, whose order {@link Stages} holds: {@code plan}
 * explains the list, a run walks it, and the run's record says how long each stage took.
 */
public sealed interface Stage {

  /** The word for it in plans and records. */
  String word();

  /** The write that the stage is a part of; empty where it is of the whole pass. */
  Optional<OutputWrite> of();

  <R> R match(Cases<R> cases);

  /** What is done with each stage; a new one has to be handled wherever they are explained. */
  interface Cases<R> {
    R freeze(Freeze stage);

    R read(Read stage);

    R transform(Transform stage);

    R look(Look stage);

    R write(Write stage);

    R hold(Hold stage);

    R audit(Audit stage);

    R deliver(Deliver stage);

    R publish(Publish stage);

    R tidy(Tidy stage);
  }

  /** Remembers at which snapshot each input is. */
  record Freeze(List<InputPlan> inputs) implements Stage {
    public Freeze {
      inputs = List.copyOf(inputs);
    }

    @Override
    public String word() {
      return "freeze";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.freeze(this);
    }
  }

  /** Decides what is read: evaluates keys, bounds and newest values. */
  record Read(List<Slice> slices) implements Stage {
    public Read {
      slices = List.copyOf(slices);
    }

    @Override
    public String word() {
      return "read";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.read(this);
    }
  }

  /** Makes the views of slices and steps, and chooses the writes. Nothing is computed yet. */
  record Transform(List<FlareStep> steps) implements Stage {
    public Transform {
      steps = List.copyOf(steps);
    }

    @Override
    public String word() {
      return "transform";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.transform(this);
    }
  }

  /** Looks at the rows before anything is written: samples, the job's assertions, its profile. */
  record Look(Upkeep upkeep) implements Stage {
    @Override
    public String word() {
      return "look";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.look(this);
    }
  }

  /** Computes a result and writes its files, or keeps its rows for a merge. */
  record Write(OutputWrite write) implements Stage {
    @Override
    public String word() {
      return "write";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.of(write);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.write(this);
    }
  }

  /** Makes a snapshot of what was written on a branch that nobody reads. */
  record Hold(OutputWrite write) implements Stage {
    @Override
    public String word() {
      return "stage";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.of(write);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.hold(this);
    }
  }

  /** Judges the staged rows. */
  record Audit(OutputWrite write) implements Stage {
    @Override
    public String word() {
      return "audit";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.of(write);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.audit(this);
    }
  }

  /** Computes, judges and writes the results of the sinks, once, before the first publish. */
  record Deliver(List<SinkWrite> writes) implements Stage {
    public Deliver {
      writes = List.copyOf(writes);
    }

    @Override
    public String word() {
      return "deliver";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deliver(this);
    }
  }

  /** Makes the staged snapshot current and sets the state, in one commit. */
  record Publish(OutputWrite write) implements Stage {
    @Override
    public String word() {
      return "publish";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.of(write);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.publish(this);
    }
  }

  /** Gives back the rows that were kept for the output. */
  record Tidy(OutputWrite write) implements Stage {
    @Override
    public String word() {
      return "tidy";
    }

    @Override
    public Optional<OutputWrite> of() {
      return Optional.of(write);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tidy(this);
    }
  }
}
