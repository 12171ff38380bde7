package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.TableFacts;
import io.flarepath.plan.TableName;
import io.flarepath.plan.Write;
import io.flarepath.plan.WriteChoice;
import io.flarepath.run.RunRecord.OutputRecord;
import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.PublishRequest;
import io.flarepath.run.Tables.StageRequest;
import io.flarepath.run.Tables.Staged;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
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

  public Publishing(Tables tables, RunEvents events, RunSettings settings, Backoff backoff) {
    this.tables = tables;
    this.events = events;
    this.settings = settings;
    this.backoff = backoff;
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
    OutputWrite write = planned;
    try {
      for (int attempt = 1; attempt <= settings.publishAttempts(); attempt++) {
        write = onto(write, table(id, write), pass);
        Attempt result = attempt(session, id, pass, write, expected, before);
        if (result.outcome instanceof PublishOutcome.Published published) {
          return record(write, result, published, attempt);
        }
        events.triesAgain(job, write.output().table().toString(), "others changed the table");
        backoff.pause(attempt);
      }
      throw new FlarepathException(PublishProblems.tooBusy(write, settings.publishAttempts()));
    } catch (FlarepathException e) {
      // Never clean up where the commit may have happened.
      if (e.code() != Code.OUTCOME_UNKNOWN && planned.table().isEmpty()) {
        tidy(e, () -> tables.removeIfUnpublished(planned.output().table(), id.runId()));
      }
      throw e;
    }
  }

  private record Attempt(Engine.Written written, Staged staged, PublishOutcome outcome) {}

  /** The table as it is now; made, if it is not there. */
  private TableFacts table(PassId id, OutputWrite write) {
    return tables.load(write.output().table()).orElseGet(() -> tables.create(write, id.runId()));
  }

  /** The same write onto the table as it is now; its partitions may have changed meanwhile. */
  private static OutputWrite onto(OutputWrite write, TableFacts table, PassPlan pass) {
    return WriteChoice.choose(write.output(), Optional.of(table), write.columns(), pass.reads());
  }

  private Attempt attempt(
      Engine.Session session,
      PassId id,
      PassPlan pass,
      OutputWrite write,
      JobMark expected,
      Runnable before) {
    TableFacts table = write.table().orElseThrow();
    String job = pass.job().name().value();
    if (!table.mark(job).equals(expected)) {
      throw new FlarepathException(PublishProblems.overtaken(pass, write, table.mark(job)));
    }
    if (write.write() instanceof Write.Merge) {
      return merge(session, id, pass, write, expected, before);
    }
    String fileSet = String.join("-", id.runId(), job, Integer.toString(id.number()), table.uuid());
    if (!write.change().isNone()) {
      tables.prepare(write, fileSet);
    }
    Engine.Written written = write(session, write, fileSet);
    StageRequest request =
        new StageRequest(
            table,
            write.write(),
            Optional.of(fileSet),
            BranchNames.of(job, id.runId()),
            settings.branchTtl(),
            PassSummary.of(id, pass, write, written, expected));
    Staged staged = stage(request, write);
    Audit.check(session, write, staged, written);
    beforeCommit(before, staged);
    events.publishing(job, id.number(), staged.table().toString());
    if (!staged.parentId().equals(table.snapshotId())) {
      // Main moved while the files were written: they were made for what the pass had read.
      Staged asRead = staged.on(table.snapshotId());
      return restaged(
          id,
          pass,
          write,
          expected,
          request,
          new Attempt(written, asRead, new PublishOutcome.Moved()));
    }
    PublishOutcome outcome = publish(id, pass, write, staged, expected);
    return restaged(id, pass, write, expected, request, new Attempt(written, staged, outcome));
  }

  private void beforeCommit(Runnable before, Staged staged) {
    try {
      before.run();
    } catch (RuntimeException e) {
      tidy(e, () -> tables.discardBranch(staged));
      throw e;
    }
  }

  private void stopIfOvertaken(PassPlan pass, OutputWrite write, JobMark expected) {
    JobMark now =
        tables
            .load(write.output().table())
            .map(table -> table.mark(pass.job().name().value()))
            .orElse(JobMark.NONE);
    if (!now.equals(expected)) {
      throw new FlarepathException(PublishProblems.overtaken(pass, write, now));
    }
  }

  /** A merge is the engine's own commit, on the branch; when main moves it is done again. */
  private Attempt merge(
      Engine.Session session,
      PassId id,
      PassPlan pass,
      OutputWrite write,
      JobMark expected,
      Runnable before) {
    Engine.Written written = session.prepareMerge(write);
    StageRequest request =
        new StageRequest(
            write.table().orElseThrow(),
            write.write(),
            Optional.empty(),
            BranchNames.of(pass.job().name().value(), id.runId()),
            settings.branchTtl(),
            PassSummary.of(id, pass, write, written, expected));
    Staged staged = stageMerged(session, write, request);
    Audit.check(session, write, staged, written);
    beforeCommit(before, staged);
    PublishOutcome outcome = publish(id, pass, write, staged, expected);
    if (outcome instanceof PublishOutcome.Moved) {
      tables.discardBranch(staged);
    }
    return new Attempt(written, staged, outcome);
  }

  private Staged stageMerged(Engine.Session session, OutputWrite write, StageRequest request) {
    try {
      return tables.stageWritten(request, () -> session.merge(write, request.branch()));
    } catch (RuntimeException e) {
      // The branch holds nothing that anybody could want.
      TableName table = request.table().name();
      tidy(
          e,
          () ->
              tables.branches(table, BranchNames.jobOf(request.branch())).stream()
                  .filter(branch -> branch.name().equals(request.branch()))
                  .forEach(branch -> tables.removeBranch(table, branch)));
      throw e;
    }
  }

  /** Writes the files. If that fails, or its rows are not what they should be, they go again. */
  private Engine.Written write(Engine.Session session, OutputWrite write, String fileSet) {
    try {
      Engine.Written written = session.write(write, fileSet);
      LeakCheck.check(write, written);
      return written;
    } catch (RuntimeException e) {
      tidy(e, () -> tables.discardFiles(write.table().orElseThrow(), fileSet));
      throw e;
    }
  }

  /** Tidies up after a failure; if that fails too, the first reason is still the one to tell. */
  private static void tidy(RuntimeException failure, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** If it is not known whether the staging happened, its files are left: they may be in use. */
  private Staged stage(StageRequest request, OutputWrite write) {
    try {
      return tables.stage(request);
    } catch (FlarepathException e) {
      if (e.code() == Code.MIXED_PARTITIONING || e.code() == Code.TABLE_TOO_BUSY) {
        request.fileSet().ifPresent(files -> tables.discardFiles(request.table(), files));
      }
      throw e.at(write.output().output().dataset().span());
    }
  }

  /**
   * As long as main keeps moving: stages the same files again on what main is then, and tries to
   * publish that. Ends with another outcome, or with {@link PublishOutcome.Moved} if the files have
   * to be written again.
   */
  private Attempt restaged(
      PassId id,
      PassPlan pass,
      OutputWrite write,
      JobMark expected,
      StageRequest request,
      Attempt first) {
    Attempt attempt = first;
    for (int i = 1;
        i < settings.publishAttempts() && attempt.outcome instanceof PublishOutcome.Moved;
        i++) {
      events.triesAgain(
          pass.job().name().value(), attempt.staged.table().toString(), "main moved meanwhile");
      backoff.pause(i);
      Tables.Restaged again = tables.restage(request, attempt.staged);
      if (again instanceof Tables.Restaged.Again next) {
        PublishOutcome outcome = publish(id, pass, write, next.staged(), expected);
        // The files are still those that were made for what the pass had read.
        Staged asRead = next.staged().on(first.staged.parentId());
        attempt = new Attempt(attempt.written, asRead, outcome);
        continue;
      }
      tables.discardBranch(attempt.staged);
      // What looks like somebody else's work may be another run of this very job.
      stopIfOvertaken(pass, write, expected);
      if (again instanceof Tables.Restaged.ForeignRows foreign) {
        throw new FlarepathException(PublishProblems.foreignRows(write, foreign.snapshotId()));
      }
      if (again instanceof Tables.Restaged.RolledBack) {
        throw new FlarepathException(PublishProblems.rolledBack(write));
      }
      return attempt;
    }
    if (attempt.outcome instanceof PublishOutcome.Moved) {
      tables.discardBranch(attempt.staged);
      throw new FlarepathException(PublishProblems.tooBusy(write, settings.publishAttempts()));
    }
    return attempt;
  }

  /**
   * Publishes what is staged. A clean conflict and an unknown outcome are tried again, on what the
   * table is then: if the first attempt did arrive, its run id is found, and if it did not, then
   * the next one can only succeed where the first can no more.
   */
  private PublishOutcome publish(
      PassId id, PassPlan pass, OutputWrite write, Staged staged, JobMark expected) {
    PublishRequest request =
        new PublishRequest(
            staged,
            pass.job().name().value(),
            id.runId(),
            id.number(),
            pass.job().workflow(),
            expected,
            id.mode() == RunOptions.Mode.BACKFILL ? expected.state() : pass.after(),
            write.output().properties());
    PublishOutcome outcome =
        new Settling(settings.publishAttempts(), backoff)
            .settle(
                () -> tables.publish(request),
                () ->
                    events.triesAgain(
                        request.job(), staged.table().toString(), "the commit did not go through"));
    if (outcome instanceof PublishOutcome.Unknown unknown) {
      throw new FlarepathException(
          PublishProblems.unknown(write, staged, request.job(), unknown.failure()),
          unknown.failure());
    }
    if (outcome instanceof PublishOutcome.Conflict) {
      outcome = new PublishOutcome.Moved();
    }
    if (outcome instanceof PublishOutcome.Overtaken) {
      tables.discardBranch(staged);
    }
    if (outcome instanceof PublishOutcome.Overtaken overtaken) {
      throw new FlarepathException(PublishProblems.overtaken(pass, write, overtaken.now()));
    }
    if (outcome instanceof PublishOutcome.BranchTouched) {
      throw new FlarepathException(PublishProblems.branchTouched(write, staged));
    }
    return outcome;
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
