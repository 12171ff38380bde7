package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.TableFacts;
import io.flarepath.plan.WriteChoice;
import io.flarepath.run.RunRecord.OutputRecord;
import io.flarepath.run.Tables.PublishOutcome;
import io.flarepath.run.Tables.PublishRequest;
import io.flarepath.run.Tables.Staged;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import java.util.LinkedHashMap;
import java.util.Map;
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
   * @throws FlarepathException if it was not published, and the table is as it was; or, with {@link
   *     Code#OUTCOME_UNKNOWN}, if nobody can tell
   */
  OutputRecord publish(Engine.Session session, PassId id, PassPlan pass, OutputWrite planned) {
    String job = pass.job().name().value();
    JobMark expected = planned.table().map(table -> table.mark(job)).orElse(JobMark.NONE);
    OutputWrite write = planned;
    try {
      for (int attempt = 1; attempt <= settings.publishAttempts(); attempt++) {
        write = onto(write, table(id, write), pass);
        Attempt result = attempt(session, id, pass, write, expected);
        if (result.outcome instanceof PublishOutcome.Published published) {
          return record(write, result, published, attempt);
        }
        events.triesAgain(job, write.output().table().toString(), "others changed the table");
        backoff.pause(attempt);
      }
      throw new FlarepathException(tooBusy(write));
    } catch (FlarepathException e) {
      // Never clean up where the commit may have happened.
      if (e.code() != Code.OUTCOME_UNKNOWN && planned.table().isEmpty()) {
        cleanUp(e, () -> tables.removeIfUnpublished(planned.output().table(), id.runId()));
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
      Engine.Session session, PassId id, PassPlan pass, OutputWrite write, JobMark expected) {
    TableFacts table = write.table().orElseThrow();
    String job = pass.job().name().value();
    if (!table.mark(job).equals(expected)) {
      throw new FlarepathException(overtaken(pass, write, table.mark(job)));
    }
    String fileSet = id.runId() + "-" + id.number() + "-" + table.uuid();
    Staged staged;
    Engine.Written written;
    try {
      written = session.write(write, fileSet);
      LeakCheck.check(write, written);
      staged =
          tables.stage(
              new Tables.StageRequest(
                  table,
                  write,
                  fileSet,
                  "flarepath_" + job + "_" + id.runId(),
                  settings.branchTtl(),
                  PassSummary.of(id, pass, write, written, after(id, pass, expected))));
    } catch (RuntimeException e) {
      cleanUp(e, () -> tables.discardFiles(table, fileSet));
      throw e;
    }
    events.publishing(job, id.number(), staged.table().toString());
    if (!staged.parentId().equals(table.snapshotId())) {
      // Main moved while the files were written: what they keep may not be what is there now.
      tables.discardBranch(staged);
      return new Attempt(written, staged, new PublishOutcome.Moved());
    }
    return new Attempt(written, staged, publish(id, pass, write, staged, expected));
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
            after(id, pass, expected),
            properties(write));
    PublishOutcome outcome = tables.publish(request);
    for (int attempt = 1; attempt < settings.publishAttempts() && isOpen(outcome); attempt++) {
      events.triesAgain(request.job(), staged.table().toString(), "the commit did not go through");
      backoff.pause(attempt);
      PublishOutcome next = tables.publish(request);
      // After an unknown outcome only success settles it; a conflict might be with ourselves.
      outcome = outcome instanceof PublishOutcome.Unknown && isOpen(next) ? outcome : next;
    }
    if (outcome instanceof PublishOutcome.Unknown unknown) {
      throw new FlarepathException(unknown(write, staged, request), unknown.failure());
    }
    Optional<FlarepathException> stop = stop(outcome, pass, write, staged);
    if (stop.isPresent()) {
      cleanUp(stop.get(), () -> tables.discardBranch(staged));
      throw stop.get();
    }
    if (!(outcome instanceof PublishOutcome.Published)) {
      tables.discardBranch(staged);
    }
    return outcome;
  }

  /** Why it makes no sense to go on, if it makes none. */
  private static Optional<FlarepathException> stop(
      PublishOutcome outcome, PassPlan pass, OutputWrite write, Staged staged) {
    if (outcome instanceof PublishOutcome.Overtaken overtaken) {
      return Optional.of(new FlarepathException(overtaken(pass, write, overtaken.now())));
    }
    if (outcome instanceof PublishOutcome.BranchTouched) {
      return Optional.of(
          new FlarepathException(
              Diagnostic.error(
                      Code.BRANCH_TOUCHED,
                      "somebody wrote to the branch `" + staged.branch() + "` of " + staged.table())
                  .at(write.output().output().dataset().span())
                  .because("what is staged there is not what this run wrote; nothing was published")
                  .help("run again")));
    }
    return Optional.empty();
  }

  /** What cannot be cleaned up must not hide why it should have been. */
  private static void cleanUp(RuntimeException cause, Runnable cleaning) {
    try {
      cleaning.run();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** The state after the publish; a backfill leaves the one that is there. */
  private static State after(PassId id, PassPlan pass, JobMark expected) {
    return id.mode() == RunOptions.Mode.BACKFILL ? expected.state() : pass.after();
  }

  private static boolean isOpen(PublishOutcome outcome) {
    return outcome instanceof PublishOutcome.Unknown || outcome instanceof PublishOutcome.Conflict;
  }

  private static Map<String, String> properties(OutputWrite write) {
    Map<String, String> properties = new LinkedHashMap<>();
    write
        .output()
        .output()
        .properties()
        .forEach((name, value) -> properties.put(name, value.value()));
    return properties;
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
        attempts);
  }

  private static Diagnostic overtaken(PassPlan pass, OutputWrite write, JobMark now) {
    String winner = now.last().map(last -> last.runId()).orElse("(no run)");
    return Diagnostic.error(
            Code.ANOTHER_RUN_WON,
            "another run of the job `%s` published first: %s"
                .formatted(pass.job().name().value(), winner))
        .at(write.output().output().dataset().span())
        .because(
            "the state is now `%s`, and this run started from `%s`"
                .formatted(now.state(), pass.before()))
        .help("nothing was published by this run; run again to go on from the new state");
  }

  private Diagnostic tooBusy(OutputWrite write) {
    return Diagnostic.error(
            Code.TABLE_TOO_BUSY,
            "the table %s changed under each of %d attempts"
                .formatted(write.output().table(), settings.publishAttempts()))
        .at(write.output().output().dataset().span())
        .because("other writers kept committing to it; nothing was published")
        .help("run again when the table is calmer, or raise `flarepath.run.publish-attempts`");
  }

  private static Diagnostic unknown(OutputWrite write, Staged staged, PublishRequest request) {
    return Diagnostic.error(
            Code.OUTCOME_UNKNOWN,
            "nobody can tell whether the commit to " + staged.table() + " happened")
        .at(write.output().output().dataset().span())
        .because("the catalog failed, and kept failing when it was asked again")
        .help(
            "when the catalog is back, look at the table's property `flarepath.run.%s.snapshot-id`: if it is %d, it happened"
                .formatted(request.job(), staged.snapshotId()))
        .help("or just run again: a run starts from what the table says");
  }
}
