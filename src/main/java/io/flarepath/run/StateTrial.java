package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.state.State;
import java.util.Optional;

/** Tries whether a job can go on from a state that it does not have yet. Changes nothing. */
public final class StateTrial {

  private final ReadingEngine engine;
  private final Catalog tables;
  private final Slicing slicing;

  public StateTrial(ReadingEngine engine, Catalog tables, Slicing slicing) {
    this.engine = engine;
    this.tables = tables;
    this.slicing = slicing;
  }

  /** A job, and the state that its next run would start from. */
  public record Start(JobPlan.Load job, State state) {

    private String words(String can) {
      return "the job `%s` %s go on from `%s`".formatted(job.name().value(), can, state);
    }
  }

  /**
   * What runs would find.
   *
   * @return an error if no run can go on, because the state's values are of no use to its keys, or
   *     give no window; a note if that is not known, since a later run may go on, or because the
   *     inputs cannot be read; empty if the next run can go on
   * @throws FlarepathException if the trial was interrupted
   */
  public Optional<Diagnostic> of(Start start) {
    try (ReadingSession session = engine.open(start.job())) {
      session.freeze(new InputCheck(tables, session).freeze(start.job()));
      return slicing
          .deadEnd(session, start.job(), start.state())
          .map(why -> refused(start, why.diagnostics().get(0)));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      return Optional.of(unknown(start, e));
    }
  }

  /**
   * That it is not known what runs would find.
   *
   * @param why a failure to look
   * @throws FlarepathException the failure, if it is an interruption
   */
  public static Diagnostic unknown(Start start, Throwable why) {
    if (why instanceof FlarepathException known && known.code() == Code.INTERRUPTED) {
      throw known;
    }
    String reason = Optional.ofNullable(why.getMessage()).orElseGet(why::toString);
    Diagnostic unknown =
        Diagnostic.note(Code.STATE_UNUSABLE, "it is not known whether " + start.words("can"))
            .because(reason.lines().findFirst().orElseGet(why::toString));
    if (why instanceof FlarepathException known) {
      for (String note : known.diagnostics().get(0).notes()) {
        unknown = unknown.because(note);
      }
    }
    return unknown;
  }

  /** Points at the state, and not at the workflow, which is as it was. */
  private static Diagnostic refused(Start start, Diagnostic why) {
    Diagnostic refused =
        Diagnostic.error(Code.STATE_UNUSABLE, start.words("cannot"))
            .because("every run would stop: " + why.message());
    for (String note : why.notes()) {
      refused = refused.because(note);
    }
    return refused.help(
        "nothing was changed; `flarepath state show` shows values that the job could go on from");
  }
}
