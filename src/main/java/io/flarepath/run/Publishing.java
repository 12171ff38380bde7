package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.Write;
import io.flarepath.plan.WriteChoice;
import io.flarepath.run.RunRecord.OutputRecord;
import io.flarepath.run.StagedWriting.Result;
import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.Restaged;
import io.flarepath.run.Tables.Staged;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import io.flarepath.table.TableFacts;
import java.util.Optional;

/**
 * Where a window becomes a commit: write the files, stage them on a branch that nobody reads, look
 * at the table, and publish data and state in one commit. If main moved meanwhile, stage again; if
 * the job's mark did, another run won.
 */
public final class Publishing {

  private final Tables tables;
  private final RunEvents events;
  private final RunSettings settings;
  private final Backoff backoff;
  private final StagedWriting writing;
  private final Committing committing;

  public Publishing(Tables tables, RunEvents events, RunSettings settings, Backoff backoff) {
    this.tables = tables;
    this.events = events;
    this.settings = settings;
    this.backoff = backoff;
    this.writing = new StagedWriting(tables, settings.branchTtl());
    this.committing = new Committing(tables, events, settings.publishAttempts(), backoff);
  }

  /**
   * Publishes one output of a pass.
   *
   * @param before what has to be done before the commit, once the rows are staged and judged; does
   *     it once, however often it is called
   * @throws FlarepathException if it was not published, and the table is as it was; or, with {@link
   *     Code#OUTCOME_UNKNOWN}, if nobody can tell
   */
  OutputRecord publish(
      Engine.Session session, PassId id, PassPlan pass, OutputWrite planned, Runnable before) {
    String job = pass.job().name().value();
    JobMark expected = planned.table().map(table -> table.mark(job)).orElse(JobMark.NONE);
    PassWork work = new PassWork(session, id, pass, expected, before);
    OutputWrite write = planned;
    try {
      for (int attempt = 1; attempt <= settings.publishAttempts(); attempt++) {
        write = onto(write, table(work, write), pass);
        Attempt result = attempt(work, write);
        if (result.outcome instanceof PublishOutcome.Published published) {
          return record(write, result, published, attempt);
        }
        events.triesAgain(job, write.output().table().toString(), "others changed the table");
        backoff.pause(attempt);
      }
      throw new FlarepathException(PublishProblems.tooBusy(write, settings.publishAttempts()));
    } catch (FlarepathException e) {
      // Never clean up where the commit may have happened.
      boolean mayBeShared = planned.output().holdsStateOnly();
      if (e.code() != Code.OUTCOME_UNKNOWN && planned.table().isEmpty() && !mayBeShared) {
        Tidying.after(e, () -> tables.removeIfUnpublished(planned.output().table(), creator(work)));
      }
      throw e;
    }
  }

  /**
   * One attempt.
   *
   * @param staged as what was read stood when the files were written
   */
  private record Attempt(WriteCounts written, Staged staged, PublishOutcome outcome) {}

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

  private Attempt attempt(PassWork work, OutputWrite write) {
    TableFacts table = write.table().orElseThrow();
    if (!table.mark(work.job()).equals(work.expected())) {
      throw new FlarepathException(
          PublishProblems.overtaken(work.pass(), write, table.mark(work.job())));
    }
    boolean merges = write.write() instanceof Write.Merge;
    Result result = merges ? writing.merged(work, write) : writing.files(work, write);
    Staged staged = result.staged();
    Audit.check(work.session(), write, staged, result.written());
    beforeCommit(work, write, staged);
    events.publishing(work.job(), work.id().number(), staged.table().toString());
    if (merges) {
      PublishOutcome outcome = committing.publish(work, write, result.written(), staged);
      if (outcome instanceof PublishOutcome.Moved) {
        tables.discardBranch(staged);
      }
      return new Attempt(result.written(), staged, outcome);
    }
    if (!staged.parentId().equals(table.snapshotId())) {
      // Main moved while the files were written: they were made for what the pass had read.
      Staged asRead = staged.on(table.snapshotId());
      return again(
          work, write, result, new Attempt(result.written(), asRead, new PublishOutcome.Moved()));
    }
    PublishOutcome outcome = committing.publish(work, write, result.written(), staged);
    return again(work, write, result, new Attempt(result.written(), staged, outcome));
  }

  /** What the sinks are given cannot be taken back, so not for a publish that cannot happen. */
  private void beforeCommit(PassWork work, OutputWrite write, Staged staged) {
    try {
      if (!work.pass().deliveries().isEmpty()) {
        stopIfOvertaken(work, write);
      }
      work.before().run();
    } catch (RuntimeException e) {
      Tidying.after(e, () -> tables.discardBranch(staged));
      throw e;
    }
  }

  /**
   * As long as main keeps moving: stages the same files again on what main is then, and tries to
   * publish that. Ends with another outcome, or with {@link PublishOutcome.Moved} if the files have
   * to be written again.
   */
  private Attempt again(PassWork work, OutputWrite write, Result result, Attempt first) {
    Attempt attempt = first;
    for (int i = 1;
        i < settings.publishAttempts() && attempt.outcome instanceof PublishOutcome.Moved;
        i++) {
      events.triesAgain(work.job(), attempt.staged.table().toString(), "main moved meanwhile");
      backoff.pause(i);
      Restaged restaged = tables.restage(result.request(), attempt.staged);
      if (restaged instanceof Restaged.Again next) {
        PublishOutcome outcome = committing.publish(work, write, result.written(), next.staged());
        // The files are still those that were made for what the pass had read.
        Staged asRead = next.staged().on(first.staged.parentId());
        attempt = new Attempt(attempt.written, asRead, outcome);
        continue;
      }
      tables.discardBranch(attempt.staged);
      stopIfItCannotBe(restaged, work, write);
      return attempt;
    }
    if (attempt.outcome instanceof PublishOutcome.Moved) {
      tables.discardBranch(attempt.staged);
      throw new FlarepathException(PublishProblems.tooBusy(write, settings.publishAttempts()));
    }
    return attempt;
  }

  private void stopIfItCannotBe(Restaged restaged, PassWork work, OutputWrite write) {
    // What looks like somebody else's work may be another run of this very job.
    stopIfOvertaken(work, write);
    if (restaged instanceof Restaged.ForeignRows foreign) {
      throw new FlarepathException(PublishProblems.foreignRows(write, foreign.snapshotId()));
    }
    if (restaged instanceof Restaged.RolledBack) {
      throw new FlarepathException(PublishProblems.rolledBack(write));
    }
  }

  private void stopIfOvertaken(PassWork work, OutputWrite write) {
    JobMark now =
        tables
            .load(write.output().table())
            .map(table -> table.mark(work.job()))
            .orElse(JobMark.NONE);
    if (!now.equals(work.expected())) {
      throw new FlarepathException(PublishProblems.overtaken(work.pass(), write, now));
    }
  }

  private static OutputRecord record(
      OutputWrite write, Attempt result, PublishOutcome.Published published, int attempts) {
    return new OutputRecord(
        write.output().table().toString(),
        write.write().word(),
        published.snapshotId(),
        result.written,
        result.staged.rowsWritten(),
        result.staged.filesWritten(),
        attempts,
        write.output().holdsStateOnly());
  }
}
