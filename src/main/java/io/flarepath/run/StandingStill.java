package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.pass.PartialRead;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.PassPlan;
import java.util.Optional;

/** What is said of a job whose state leads back to a window that was already loaded. */
final class StandingStill {

  private static final String HELP = "set the window's start to its end in `state`";

  private StandingStill() {}

  /** The error that ends a catch-up. */
  static Diagnostic catchUp(PassPlan pass) {
    boolean keepsNothing = pass.foreseen().filter(after -> after.isEmpty()).isPresent();
    return at(
        pass,
        Diagnostic.error(
                Code.WINDOW_STANDS_STILL,
                "the window does not advance, so catch-up would never end")
            .because(
                keepsNothing
                    ? "`incremental` has no `state`, so each pass reads the same window"
                    : "the state after a pass leads back to a window that was already loaded: "
                        + pass.keys())
            .help(HELP + ", or run without catch-up"));
  }

  /** The warning of a run that does one pass, if later runs will do the same one. */
  static Optional<Diagnostic> nextRun(
      PassPlan pass, Slicing.Following following, RunOptions options) {
    boolean isAsked = options.given().isEmpty() && pass.job().pace().mayCatchUp();
    return isAsked && following.isEndless() ? Optional.of(nextRun(pass)) : Optional.empty();
  }

  private static Diagnostic nextRun(PassPlan pass) {
    return at(
        pass,
        Diagnostic.warning(
                Code.WINDOW_STANDS_STILL,
                "the window does not advance, so each run loads the same one")
            .because("the state after this pass leads back to it: " + pass.keys())
            .help(HELP));
  }

  private static Diagnostic at(PassPlan pass, Diagnostic diagnostic) {
    return pass.slices().stream()
        .flatMap(slice -> pass.job().input(slice.input()).stream())
        .map(InputPlan::read)
        .flatMap(Optional::stream)
        .findFirst()
        .map(PartialRead::span)
        .map(diagnostic::at)
        .orElse(diagnostic);
  }
}
