package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.WriteChoice;
import io.flarepath.publish.StagedWriting.Result;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import io.flarepath.table.TableFacts;
import java.time.Clock;
import java.util.Optional;

/**
 * Where a window becomes a commit: write the files, stage them on a branch that nobody reads, look
 * at the table, and publish data and state in one commit. If main moved meanwhile, stage again; if
 * the job's mark did, another run won.
 */
public final class Publishing {

  private final Tables tables;
  private final PublishEvents events;
  private final RunSettings settings;
  private final Backoff backoff;
  private final Clock clock;
  private final StagedWriting writing;
  private final Committing committing;

  /**
   * A way to publish.
   *
   * @param clock by which the budget of a publish is measured
   */
  public Publishing(
      Tables tables, PublishEvents events, RunSettings settings, Backoff backoff, Clock clock) {
    this.tables = tables;
    this.events = events;
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
    this.writing = new StagedWriting(tables, settings.branchTtl());
    this.committing = new Committing(tables, events);
  }

  /**
   * Publishes one output of a pass.
   *
   * @param before what has to be done before the commit, once the rows are staged and judged; does
   *     it once, however often it is called
   * @throws FlarepathException if it was not published, and the table is as it was; or, with {@link
   *     Code#OUTCOME_UNKNOWN}, if that is not known
   */
  public OutputRecord publish(
      Writes writes, PassId id, PassPlan pass, OutputWrite planned, Runnable before) {
    String job = pass.job().name().value();
    JobMark expected = planned.table().map(table -> table.mark(job)).orElse(JobMark.NONE);
    Budget.Limits limits = new Budget.Limits(settings.publishAttempts(), settings.publishTimeout());
    PassWork work = new PassWork(writes, id, pass, expected, new Budget(limits, backoff, clock));
    try {
      return published(work, planned, before);
    } catch (FlarepathException e) {
      // Never clean up where the commit may have happened.
      boolean mayBeShared = planned.output().holdsStateOnly();
      if (e.code() != Code.OUTCOME_UNKNOWN && planned.table().isEmpty() && !mayBeShared) {
        Tidying.after(e, () -> tables.removeIfUnpublished(planned.output().table(), creator(work)));
      }
      throw e;
    }
  }

  /** Writes until what is written is published, as long as the budget lasts. */
  private OutputRecord published(PassWork work, OutputWrite planned, Runnable before) {
    OutputWrite write = planned;
    for (int attempt = 1; ; attempt++) {
      write = onto(write, table(work, write), work.pass());
      stopIfOvertaken(work, write, write.table());
      try (Result result = writing.stage(work, write)) {
        Optional<Done> done = attempt(work, write, result, before);
        if (done.isPresent()) {
          return record(write, result, done.get(), attempt);
        }
      }
      stopIfSpent(work, write);
      String table = write.output().table().toString();
      events.triesAgain(work.job(), table, "other writers changed the table");
      work.budget().pause();
    }
  }

  /** What was published at last. */
  private record Done(Staged staged, PublishOutcome.Published outcome) {}

  /** The table as it is now; made, if it is not there. */
  private TableFacts table(PassWork work, OutputWrite write) {
    return tables.load(write.output().table()).orElseGet(() -> tables.create(write, creator(work)));
  }

  /** Another job of the run may use the table that this one made, and must not take it away. */
  private static String creator(PassWork work) {
    return work.id().runId() + "/" + work.job();
  }

  /** The same write onto the table as it is now; its partitions may have changed meanwhile. */
  private static OutputWrite onto(OutputWrite write, TableFacts table, PassPlan pass) {
    return WriteChoice.choose(write.output(), Optional.of(table), write.columns(), pass.regions());
  }

  /** Publishes what is staged; empty if the result has to be written again. */
  private Optional<Done> attempt(PassWork work, OutputWrite write, Result result, Runnable before) {
    Staged staged = result.staged();
    Audit.check(write, staged, result.written());
    beforeCommit(work, write, staged, before);
    events.publishing(work.job(), work.id().number(), staged.table().toString());
    Optional<PublishOutcome.Published> outcome = Optional.empty();
    if (result.hasFiles() && !staged.parentId().equals(staged.readId())) {
      // Main moved while the files were written: they were made for what the pass had read.
      work.budget().lose();
    } else {
      outcome = committing.publish(work, write, result.written().counts(), staged);
    }
    if (outcome.isEmpty() && result.hasFiles()) {
      return again(work, write, result);
    }
    if (outcome.isEmpty()) {
      committing.discard(staged);
    }
    return outcome.map(published -> new Done(staged, published));
  }

  /** What the sinks are given cannot be taken back, so not for a publish that cannot happen. */
  private void beforeCommit(PassWork work, OutputWrite write, Staged staged, Runnable before) {
    try {
      if (!work.pass().deliveries().isEmpty()) {
        stopIfOvertaken(work, write, tables.load(write.output().table()));
      }
      before.run();
    } catch (RuntimeException e) {
      Tidying.after(e, () -> committing.discard(staged));
      throw e;
    }
  }

  /**
   * As long as main keeps moving: stages the same files again on what main is then, and tries to
   * publish that; empty if the files have to be written again.
   */
  private Optional<Done> again(PassWork work, OutputWrite write, Result result) {
    Staged staged = result.staged();
    while (true) {
      discardIfSpent(work, write, staged);
      events.triesAgain(work.job(), staged.table().toString(), "main moved in the meantime");
      work.budget().pause();
      Optional<Staged> next = restaged(work, write, result, staged);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      staged = next.get();
      Optional<PublishOutcome.Published> outcome =
          committing.publish(work, write, result.written().counts(), staged);
      if (outcome.isPresent()) {
        return Optional.of(new Done(staged, outcome.get()));
      }
    }
  }

  /** The same files staged again; empty if they have to be written again. */
  private Optional<Staged> restaged(
      PassWork work, OutputWrite write, Result result, Staged earlier) {
    Restaged restaged;
    try {
      restaged = tables.restage(result.request(), earlier, work.budget());
    } catch (FlarepathException e) {
      if (e.code() == Code.TABLE_TOO_BUSY) {
        Tidying.after(e, () -> committing.discard(earlier));
      }
      throw e.at(write.output().output().dataset().span());
    }
    return restaged.accept(
        new Restaged.Visitor<>() {
          @Override
          public Optional<Staged> again(Restaged.Again again) {
            return Optional.of(again.staged());
          }

          @Override
          public Optional<Staged> refused(Restaged.Refused refused) {
            committing.discard(earlier);
            // What looks like somebody else's work may be another run of this very job.
            stopIfOvertaken(work, write, tables.load(write.output().table()));
            PublishProblems.refused(write, refused)
                .ifPresent(
                    problem -> {
                      throw new FlarepathException(problem);
                    });
            return Optional.empty();
          }
        });
  }

  private void discardIfSpent(PassWork work, OutputWrite write, Staged staged) {
    if (work.budget().isSpent()) {
      committing.discard(staged);
      stopIfSpent(work, write);
    }
  }

  private static void stopIfSpent(PassWork work, OutputWrite write) {
    if (work.budget().isSpent()) {
      throw new FlarepathException(PublishProblems.tooBusy(write, work.budget()));
    }
  }

  private static void stopIfOvertaken(
      PassWork work, OutputWrite write, Optional<TableFacts> table) {
    JobMark now = table.map(facts -> facts.mark(work.job())).orElse(JobMark.NONE);
    if (!now.equals(work.expected())) {
      throw new FlarepathException(PublishProblems.overtaken(work.pass(), write, now));
    }
  }

  private static OutputRecord record(OutputWrite write, Result result, Done done, int attempts) {
    return new OutputRecord(
        write.output().table().toString(),
        write.write().word(),
        done.outcome().snapshotId(),
        result.written().counts(),
        done.staged().rowsWritten(),
        done.staged().filesWritten(),
        attempts,
        write.output().holdsStateOnly());
  }
}
