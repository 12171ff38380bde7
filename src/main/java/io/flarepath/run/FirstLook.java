package io.flarepath.run;

import io.flarepath.audit.Finding;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Audit;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Upkeep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the rows of a pass before anything is written: samples, assertions, profile. */
public final class FirstLook {

  private FirstLook() {}

  /**
   * What was seen.
   *
   * @param findings what became of the tests of the input; all of them hold, or the pass failed
   * @param profile the statistics of the first input, where the job asks for them
   */
  public record Seen(List<Finding> findings, Optional<ProfileRecord> profile) {

    public static final Seen NOTHING = new Seen(List.of(), Optional.empty());

    public Seen {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Looks.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if a test of the input does not hold
   */
  static Seen at(ReadingSession session, PassPlan pass, RunEvents events) {
    Upkeep upkeep = pass.job().job().upkeep();
    String job = pass.job().name().value();
    if (upkeep.previewLines() > 0) {
      // Of steps that share a name, the last one's view is left.
      Map<String, FlareStep> views = new LinkedHashMap<>();
      pass.job().job().steps().forEach(step -> views.put(step.name().value(), step));
      views
          .values()
          .forEach(step -> events.sampled(job, session.sample(step, upkeep.previewLines())));
    }
    if (upkeep.assertions().isEmpty() && upkeep.profile().isEmpty()) {
      return Seen.NOTHING;
    }
    InputPlan input = pass.job().inputs().get(0);
    Engine.InputRows rows = session.input(input);
    List<Finding> findings = Audit.check(input, upkeep.assertions(), rows.columns(), rows);
    return new Seen(
        findings,
        upkeep
            .profile()
            .map(
                profile ->
                    new ProfileRecord(input.name(), profile.level(), rows.profile(profile))));
  }
}
