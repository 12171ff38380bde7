package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Slice;
import io.flarepath.pass.stream.StreamPosition;
import io.flarepath.plan.Decision;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.ResultShape;
import io.flarepath.plan.StateCheck;
import io.flarepath.plan.StreamPlan;
import io.flarepath.plan.WriteChoice;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.Mode;
import io.flarepath.state.State;
import io.flarepath.table.TableFacts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The passes that a stream makes: each batch is one, published with the batch's number as its state
 * in one commit. A batch that was published by a run which died is not published again.
 */
record StreamPasses(
    Catalog tables, Engine.Session session, JobPlan.Load job, StreamPlan stream, Clock clock) {

  /**
   * Reads what is there, and publishes it.
   *
   * @return why it stopped
   */
  String run(RunOptions options, Passes passes) {
    stream.throwIfRefused();
    if (options.mode() == Mode.BACKFILL) {
      throw new FlarepathException(
          Diagnostic.error(Code.BAD_ARGUMENT, "a stream cannot be backfilled: it has no keys")
              .at(job.name().span())
              .help("name the jobs to backfill with `--job`"));
    }
    List<Engine.FrozenInput> frozen =
        passes.job().on(Part.LOAD, () -> new InputCheck(tables, session).freeze(job));
    passes.job().doing(Part.FREEZE, () -> session.freeze(frozen));
    passes.job().doing(Part.VIEWS, () -> job.job().steps().forEach(session::transform));
    for (OutputPlan output : job.outputs()) {
      checked(output);
      session.stream(
          stream,
          output,
          (query, number) -> {
            passes.check();
            StageClock stages = passes.clock(clock);
            batch(output, new StreamPosition(query, number), stages)
                .ifPresentOrElse(due -> passes.take(due, stages), () -> passes.spent(stages));
          });
    }
    return passes.size() == 0
        ? "the streams contain nothing new"
        : "all available data of the streams was read";
  }

  /** The pass of an offered batch; empty if it was published before. */
  private Optional<Decision.Due> batch(
      OutputPlan output, StreamPosition offered, StageClock stages) {
    Optional<TableFacts> table = stages.on(Part.LOAD, () -> checked(output));
    State state = table.map(facts -> facts.mark(job.name().value()).state()).orElse(State.EMPTY);
    Proposal proposal = stages.on(Part.READ, () -> stream.read(output).propose(state, offered));
    if (proposal.readiness().reasonToWait().isPresent()) {
      return Optional.empty();
    }
    Slice slice = proposal.slice();
    OutputWrite write =
        stages.on(
            Part.TRANSFORM,
            () ->
                WriteChoice.choose(
                    output,
                    table,
                    new ResultShape(session.columns(output.output()), List.of()),
                    List.of(slice.region())));
    return Optional.of(
        new Decision.Due(
            new PassPlan(job, List.of(slice), List.of(write), List.of(), state, true),
            slice.why()));
  }

  /** The table, whose state can be trusted. */
  private Optional<TableFacts> checked(OutputPlan output) {
    Optional<TableFacts> table = tables.load(output.table());
    table
        .flatMap(facts -> StateCheck.check(job, output, facts))
        .ifPresent(
            problem -> {
              throw new FlarepathException(problem);
            });
    return table;
  }
}
