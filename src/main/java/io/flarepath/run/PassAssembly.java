package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Carrier;
import io.flarepath.pass.Slice;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.ResultShape;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StateTable;
import io.flarepath.plan.WriteChoice;
import io.flarepath.publish.Mode;
import io.flarepath.table.TableFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a pass together from what was decided: makes its views, and chooses its writes.
 *
 * @param frozen the inputs as the pass found them
 * @param clock measures what it takes
 */
record PassAssembly(
    ReadingSession session, JobPlan.Load job, List<Engine.FrozenInput> frozen, StageClock clock) {

  /** The views of the slices and of the steps. Nothing is computed yet. */
  void makeViews(List<Slice> slices) {
    clock.doing(Part.VIEWS, () -> views(slices));
  }

  private void views(List<Slice> slices) {
    for (Slice slice : slices) {
      slice.sql().ifPresent(sql -> session.select(job.input(slice.input()).orElseThrow(), sql));
    }
    job.job().steps().forEach(session::transform);
  }

  /**
   * The pass of a group of outputs.
   *
   * @param outputs the tables of all outputs, as they are
   * @throws FlarepathException if a result cannot be written so, with every reason
   */
  PassPlan pass(
      OutputGroup group,
      Map<OutputPlan, Optional<TableFacts>> outputs,
      List<SinkPlan> sinks,
      RunOptions options) {
    List<Slice> slices = group.sliced().slices();
    makeViews(slices);
    for (OutputPlan output : group.outputs()) {
      switch (output.content()) {
        case RESULT -> {}
        case STATE -> session.transform(StateTable.row(job, sinks, slices));
      }
    }
    PassPlan read =
        new PassPlan(job, slices, List.of(), List.of(), group.state(), options.mode() == Mode.RUN);
    List<Diagnostic> problems = new ArrayList<>();
    List<SinkWrite> deliveries = new ArrayList<>();
    for (SinkPlan sink : sinks) {
      collect(problems, () -> deliveries.add(delivery(sink)));
    }
    List<OutputWrite> writes = new ArrayList<>();
    for (OutputPlan output : group.outputs()) {
      Optional<TableFacts> table = outputs.getOrDefault(output, Optional.empty());
      collect(
          problems,
          () -> {
            ResultShape result = shape(output, slices);
            writes.add(WriteChoice.choose(output, table, result, read.regions()));
          });
    }
    if (!problems.isEmpty()) {
      throw new FlarepathException(problems);
    }
    return new PassPlan(
        job,
        slices,
        writes,
        deliveries,
        read.before(),
        read.movesState(),
        SourceReads.of(session, frozen, slices));
  }

  /** A delivery that the sink takes, as far as can be seen before anything is written. */
  private SinkWrite delivery(SinkPlan sink) {
    SinkWrite write = SinkWrite.of(sink, session.columns(sink.output()));
    session.check(write);
    write.checkRecords();
    return write;
  }

  private ResultShape shape(OutputPlan output, List<Slice> slices) {
    List<Carrier> carriers = new ArrayList<>();
    for (Slice slice : slices) {
      slice
          .window()
          .ifPresent(
              window ->
                  carriers.addAll(
                      session.carriers(output.output(), window.source(), window.range())));
    }
    return new ResultShape(session.columns(output.output()), carriers);
  }

  private static void collect(List<Diagnostic> problems, Runnable choice) {
    try {
      choice.run();
    } catch (FlarepathException e) {
      problems.addAll(e.diagnostics());
    }
  }
}
