package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Pace;
import io.flarepath.plan.ResultShape;
import io.flarepath.plan.WriteChoice;
import io.flarepath.publish.Catalog;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans a job that reads what jobs before it will make, as far as their results tell: over tables
 * of the columns that are foreseen, without rows.
 */
final class LaterJob {

  private static final Pace.Cases<Boolean> NEEDS_ROWS =
      new Pace.Cases<>() {
        @Override
        public Boolean eachRun(Pace.EachRun pace) {
          return false;
        }

        @Override
        public Boolean bySlices(Pace.BySlices pace) {
          return true;
        }

        @Override
        public Boolean byStream(Pace.ByStream pace) {
          return true;
        }
      };

  private final ReadingEngine engine;
  private final Catalog tables;
  private final Forthcoming forthcoming;

  LaterJob(ReadingEngine engine, Catalog tables, Forthcoming forthcoming) {
    this.engine = engine;
    this.tables = tables;
    this.forthcoming = forthcoming;
  }

  /**
   * What will be done, or what is wrong with it already.
   *
   * @param waits what the job reads and jobs before it will make
   */
  JobOutlook of(JobPlan.Load job, List<DerivedDependency> waits) {
    if (job.pace().match(NEEDS_ROWS)) {
      return new JobOutlook.Later(job, waits, List.of());
    }
    try (ReadingSession session = engine.open(job)) {
      Optional<List<FrozenInput>> inputs = inputs(job, waits, new InputCheck(tables, session));
      if (inputs.isEmpty()) {
        return new JobOutlook.Later(job, waits, List.of());
      }
      session.freeze(inputs.get());
      new PassAssembly(session, job, inputs.get(), StageClock.stopped()).makeViews(List.of());
      List<OutputWrite> writes = new ArrayList<>();
      for (OutputPlan output : job.outputs()) {
        ResultShape result = new ResultShape(session.columns(output.output()), List.of());
        writes.add(WriteChoice.choose(output, tables.load(output.table()), result, List.of()));
      }
      job.sinks().forEach(sink -> session.columns(sink.output()));
      return new JobOutlook.Later(job, waits, writes);
    } catch (FlarepathException e) {
      return new JobOutlook.Blocked(job, e.diagnostics());
    }
  }

  /** The inputs, if the columns of all are known. */
  private Optional<List<FrozenInput>> inputs(
      JobPlan.Load job, List<DerivedDependency> waits, InputCheck check) {
    List<FrozenInput> inputs = new ArrayList<>();
    int replaced = 0;
    for (InputPlan input : job.inputs()) {
      Optional<List<Column>> columns =
          input.source().asTable().isPresent()
              ? forthcoming.columns(waits, input.input().place())
              : Optional.empty();
      replaced += columns.isPresent() ? 1 : 0;
      inputs.add(
          columns.isPresent() ? new FrozenInput(input, Map.of(), columns) : check.freeze(input));
    }
    long places = waits.stream().map(DerivedDependency::read).distinct().count();
    return replaced < places ? Optional.empty() : Optional.of(inputs);
  }
}
