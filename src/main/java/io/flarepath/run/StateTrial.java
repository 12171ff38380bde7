package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.Mode;
import io.flarepath.state.State;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
   * What a run would find.
   *
   * @return an error if the job's keys have no values then, or its window is none; a note if the
   *     inputs cannot be read, so that this is not known; empty if the job can go on
   */
  public Optional<Diagnostic> of(Start start) {
    try (ReadingSession session = engine.open(start.job())) {
      try {
        session.freeze(new InputCheck(tables, session).freeze(start.job()));
      } catch (FlarepathException e) {
        return Optional.of(
            Diagnostic.note(Code.STATE_UNUSABLE, "it is not known whether " + start.words("can"))
                .because(e.diagnostics().get(0).message()));
      }
      slicing.of(session, start.job(), start.state(), true, options());
      return Optional.empty();
    } catch (FlarepathException e) {
      return Optional.of(refused(start, e.diagnostics().get(0)));
    }
  }

  /** Points at the state, and not at the workflow, which is as it was. */
  private static Diagnostic refused(Start start, Diagnostic why) {
    Diagnostic refused =
        Diagnostic.error(Code.STATE_UNUSABLE, start.words("cannot"))
            .because("its next run would stop: " + why.message());
    for (String note : why.notes()) {
      refused = refused.because(note);
    }
    return refused.help(
        "nothing was changed; `flarepath state show` shows values that the job could go on from");
  }

  private static RunOptions options() {
    return new RunOptions(Mode.RUN, Set.of(), false, OptionalInt.empty(), Map.of(), false);
  }
}
