package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.StateCheck;
import io.flarepath.plan.StreamPlan;
import io.flarepath.plan.WriteChoice;
import io.flarepath.publish.Mode;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.PassId;
import io.flarepath.publish.Publishing;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.state.State;
import io.flarepath.table.TableFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a job that reads streams: each batch is a pass, published with the batch's number as its
 * state in one commit. A batch that was published by a run which died is not published again.
 */
final class StreamRunner {

  private final Tables tables;
  private final Publishing publishing;
  private final RunEvents events;
  private final Clock clock;

  StreamRunner(Tables tables, Publishing publishing, RunEvents events, Clock clock) {
    this.tables = tables;
    this.publishing = publishing;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Reads what is there, and publishes it.
   *
   * @param firstNumber the number of the first pass
   * @param passes takes each pass that was published
   * @return why it stopped
   */
  String run(
      Engine.Session session,
      String runId,
      JobPlan.Load job,
      RunOptions options,
      int firstNumber,
      List<PassRecord> passes) {
    StreamPlan stream = job.stream().orElseThrow();
    stream.throwIfRefused();
    if (options.mode() == Mode.BACKFILL) {
      throw new FlarepathException(
          Diagnostic.error(Code.BAD_ARGUMENT, "a stream has no keys, and so no backfill")
              .at(job.name().span())
              .help("name the jobs to backfill with `--job`"));
    }
    session.freeze(InputCheck.freeze(tables, job));
    job.job().steps().forEach(session::transform);
    for (OutputPlan output : job.outputs()) {
      checked(job, output);
      session.stream(
          stream,
          output,
          (query, number) -> {
            PassId id = new PassId(runId, firstNumber + passes.size(), Mode.RUN);
            batch(session, id, job, stream, output, new StreamState(query, number))
                .ifPresent(passes::add);
          });
    }
    return passes.isEmpty()
        ? "the streams hold nothing that is not in the tables"
        : "all that the streams held was read";
  }

  private Optional<PassRecord> batch(
      Engine.Session session,
      PassId id,
      JobPlan.Load job,
      StreamPlan stream,
      OutputPlan output,
      StreamState next) {
    Instant started = clock.instant();
    Optional<TableFacts> table = checked(job, output);
    State before = table.map(facts -> facts.mark(job.name().value()).state()).orElse(State.EMPTY);
    if (next.isDone(StreamState.of(before), output, stream.checkpoint(output))) {
      return Optional.empty();
    }
    OutputWrite write =
        WriteChoice.choose(output, table, session.columns(output.output()), List.of());
    PassPlan pass =
        new PassPlan(job, List.of(), List.of(write), List.of(), before, before.with(next.keys()));
    events.passStarted(job.name().value(), id.number(), pass);
    OutputRecord published = publishing.publish(session, id, pass, write, () -> {});
    PassRecord record =
        new PassRecord(
            id.number(),
            "batch " + next.batch() + " of the stream",
            next.keys(),
            List.of(),
            List.of(published),
            Duration.between(started, clock.instant()));
    events.passEnded(job.name().value(), record);
    return Optional.of(record);
  }

  /** The table, whose state can be trusted. */
  private Optional<TableFacts> checked(JobPlan.Load job, OutputPlan output) {
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
