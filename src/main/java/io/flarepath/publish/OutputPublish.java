package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.WriteChoice;
import io.flarepath.state.JobMark;
import io.flarepath.table.TableFacts;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The publish of one output: what its steps share, and what ends it early.
 *
 * @param planned the write as the pass was decided; the table may change meanwhile
 */
record OutputPublish(Parts parts, PassWork work, OutputWrite planned) {

  /** What every publish works with. */
  record Parts(Tables tables, PublishEvents events, Writing writing, Committing committing) {}

  /** Writes the result for the table as it is now. */
  WrittenOutput write(OutputWrite earlier) {
    // Asked before the table is read: it may be the publish before that changes it meanwhile.
    boolean hasCome = work.turn().hasCome();
    TableFacts table = table(earlier, hasCome);
    if (hasCome) {
      stopIfOvertaken(earlier, Optional.of(table));
    }
    OutputWrite write =
        WriteChoice.choose(
            earlier.output(), Optional.of(table), earlier.result(), work.pass().regions());
    return new WrittenOutput(this, write, parts.writing().write(work, write));
  }

  /**
   * The table as it is now.
   *
   * @param isAlone whether no other pass works with what was loaded before
   */
  private TableFacts table(OutputWrite write, boolean isAlone) {
    return write
        .table()
        .filter(known -> isAlone)
        .map(parts.tables()::again)
        .orElseGet(() -> parts.tables().load(write.output().table()))
        .orElseGet(() -> parts.tables().create(write, creator()));
  }

  /** Another job of the run may use the table that this one made, and must not take it away. */
  private String creator() {
    return work.id().runId() + "/" + work.job();
  }

  /**
   * Does a step. If it fails, the table that was made for the output goes again: but never where
   * the commit may have happened, or where jobs share the table.
   */
  <T> T orCleaned(Supplier<T> step) {
    try {
      return step.get();
    } catch (FlarepathException e) {
      boolean isNew = planned.table().isEmpty() && !isShared();
      if (isNew && e.code() != Code.OUTCOME_UNKNOWN) {
        Tidying.after(
            e, () -> parts.tables().removeIfUnpublished(planned.output().table(), creator()));
      }
      throw e;
    }
  }

  private boolean isShared() {
    return switch (planned.output().content()) {
      case RESULT -> false;
      case STATE -> true;
    };
  }

  /** Stops if another run of the job has published since the pass was decided. */
  void stopIfOvertaken(OutputWrite write) {
    stopIfOvertaken(write, parts.tables().load(write.output().table()));
  }

  private void stopIfOvertaken(OutputWrite write, Optional<TableFacts> table) {
    JobMark now = table.map(facts -> facts.mark(work.job())).orElse(JobMark.NONE);
    if (!now.equals(work.expected())) {
      throw new FlarepathException(PublishProblems.overtaken(work.pass(), write, now));
    }
  }

  /**
   * Waits before a further try.
   *
   * @throws FlarepathException with {@link Code#TABLE_TOO_BUSY} if the budget is spent
   */
  void pause(OutputWrite write, String why) {
    if (work.budget().isSpent()) {
      throw new FlarepathException(PublishProblems.tooBusy(write, work.budget()));
    }
    parts.events().triesAgain(work.job(), write.output().table().toString(), why);
    work.budget().pause();
  }
}
