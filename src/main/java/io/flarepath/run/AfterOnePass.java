package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Mode;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What a run of one window says of the next one. It is a hint, so it costs next to nothing, and
 * claims only what is known.
 *
 * @param facts as they were for the pass
 */
record AfterOnePass(Slicing slicing, SourceFacts facts, RunOptions options) {

  static final String UNKNOWN = "more windows may be due: run again, or add --catch-up";

  /**
   * Why no window is due after a pass, or that this is not known.
   *
   * @param said takes what is probably wrong with the job
   * @return empty where a window is due, and where the question does not arise
   */
  String reason(PassPlan pass, Consumer<Diagnostic> said) {
    boolean isAsked = options.mode() == Mode.RUN && options.given().isEmpty();
    if (!isAsked || !pass.job().pace().mayCatchUp()) {
      return "";
    }
    if (pass.foreseen().isEmpty()) {
      return UNKNOWN;
    }
    try {
      Glance glance = new Glance(facts, pass.keys().size());
      Slicing.Following following = slicing.following(glance, pass, options, 1);
      Optional<Diagnostic> standing = StandingStill.nextRun(pass, following, options);
      standing.ifPresent(said);
      return following.windows().isEmpty() && standing.isEmpty()
          ? following.reason().orElse(UNKNOWN)
          : "";
    } catch (Glance.Unanswered unknown) {
      return nothingPast(pass).orElse(UNKNOWN);
    } catch (FlarepathException unknown) {
      return UNKNOWN; // The next run will say why, if it is still so then.
    }
  }

  /** That the input has nothing that a next window could take; empty where it may have. */
  private Optional<String> nothingPast(PassPlan pass) {
    List<Slice> slices = pass.slices();
    Optional<Window> window = slices.size() == 1 ? slices.get(0).window() : Optional.empty();
    Optional<PartialRead> read =
        slices.stream()
            .flatMap(slice -> pass.job().input(slice.input()).stream())
            .flatMap((InputPlan input) -> input.read().stream())
            .findFirst();
    return window.flatMap(rows -> read.flatMap(one -> nothingPast(rows, pass, one)));
  }

  /** A bound may be computed from its key: what the key's value means is seen in this window. */
  private Optional<String> nothingPast(Window window, PassPlan pass, PartialRead read) {
    Axis axis = window.range().axis();
    OptionalLong own = read.first(State.of(pass.keys()), axis, window.zone());
    OptionalLong next = read.first(pass.foreseen().orElseThrow(), axis, window.zone());
    if (next.isEmpty() || !own.equals(OptionalLong.of(window.range().firstStep()))) {
      return Optional.empty();
    }
    return facts
        .newest(window.source())
        .filter(value -> value.compareTo(AxisValue.of(next.getAsLong())) < 0)
        .map(
            value ->
                "the input has no rows past this window yet; its newest %s is %s"
                    .formatted(window.column(), window.text(value)));
  }
}
