package io.flarepath.plan;

import io.flarepath.diagnostic.Located;
import io.flarepath.table.TableName;
import io.flarepath.workflow.FlareJob;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What one job will do. */
public sealed interface JobPlan {

  Located<String> name();

  /**
   * The names of the jobs that must have succeeded before: those that the workflow declares, and
   * those that {@link RunPlan#derived} has.
   */
  List<String> dependencies();

  /** The same with other dependencies. */
  JobPlan after(List<String> others);

  /** An answer for each case. */
  <R> R match(Function<Load, R> load, Function<CheckVersion, R> check, Function<Skip, R> skip);

  /** Itself if it loads data. */
  default Optional<Load> asLoad() {
    return match(Optional::of, check -> Optional.empty(), skip -> Optional.empty());
  }

  /**
   * A job that loads data.
   *
   * @param workflow the workflow's name, which is written into all that the job publishes
   * @param job what the user wrote
   * @param outputs the Iceberg tables that it publishes into; they hold its state. There may be
   *     none: then the job only looks at its inputs, or looks after their tables
   * @param sinks its outputs that are not Iceberg tables
   * @param actions what is done to tables after the outputs are published, in order
   * @param pace what makes its passes
   * @param zone its time zone; that of every job of the plan
   * @param mayReadItsOutputs whether it may read what it writes: also where its SQL names any
   *     tables, which may be views, and where a class of the user's own reads what it likes
   */
  record Load(
      String workflow,
      FlareJob job,
      List<String> dependencies,
      List<InputPlan> inputs,
      List<OutputPlan> outputs,
      List<SinkPlan> sinks,
      List<ActionPlan> actions,
      Pace pace,
      SessionZone zone,
      boolean mayReadItsOutputs)
      implements JobPlan {

    public Load {
      dependencies = List.copyOf(dependencies);
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      actions = List.copyOf(actions);
      sinks = List.copyOf(sinks);
    }

    @Override
    public Located<String> name() {
      return job.name();
    }

    @Override
    public Load after(List<String> others) {
      return new Load(
          workflow, job, others, inputs, outputs, sinks, actions, pace, zone, mayReadItsOutputs);
    }

    Load readingItsOutputs() {
      return new Load(
          workflow, job, dependencies, inputs, outputs, sinks, actions, pace, zone, true);
    }

    /** The input of a name, as it is written. */
    public Optional<InputPlan> input(String name) {
      return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    /** Whether the job writes anything, to tables or to sinks. */
    public boolean writes() {
      return !outputs.isEmpty() || !sinks.isEmpty();
    }

    @Override
    public <R> R match(
        Function<Load, R> load, Function<CheckVersion, R> check, Function<Skip, R> skip) {
      return load.apply(this);
    }
  }

  /** A {@code toolbox set_version} job: checks that a table is there, and reports its version. */
  record CheckVersion(
      Located<String> name,
      List<String> dependencies,
      TableName table,
      Located<String> dataset,
      Located<String> version)
      implements JobPlan {

    public CheckVersion {
      dependencies = List.copyOf(dependencies);
    }

    @Override
    public CheckVersion after(List<String> others) {
      return new CheckVersion(name, others, table, dataset, version);
    }

    @Override
    public <R> R match(
        Function<Load, R> load, Function<CheckVersion, R> check, Function<Skip, R> skip) {
      return check.apply(this);
    }
  }

  /** A job of another stack, which is left to others. */
  record Skip(Located<String> name, List<String> dependencies, String stack) implements JobPlan {

    public Skip {
      dependencies = List.copyOf(dependencies);
    }

    @Override
    public Skip after(List<String> others) {
      return new Skip(name, others, stack);
    }

    @Override
    public <R> R match(
        Function<Load, R> load, Function<CheckVersion, R> check, Function<Skip, R> skip) {
      return skip.apply(this);
    }
  }
}
