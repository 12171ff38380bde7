package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Region;
import io.flarepath.pass.Slice;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What needs to know the order of windows, and is refused where nothing tells it. */
final class OrderCheck {

  private OrderCheck() {}

  /**
   * Catch-up ends at the first window that is not due. Where that is not known it would go on for
   * ever.
   *
   * @throws FlarepathException if it is not known of the group's slices
   */
  static void beforeCatchUp(JobPlan.Load job, OutputGroup group) {
    List<Slice> slices = group.sliced().slices();
    if (slices.isEmpty() || group.sliced().readiness().kind() != Readiness.Kind.UNKNOWN) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.error(
            Code.ORDER_UNKNOWN,
            "catch-up cannot tell when `%s` is up to date".formatted(job.name().value()));
    for (Slice slice : slices) {
      diagnostic = because(slice).map(diagnostic::because).orElse(diagnostic);
    }
    throw new FlarepathException(
        diagnostic
            .at(place(job, slices.get(0)))
            .help("compare a column that is a time, a date, a number or text with two keys")
            .help("or run without catch-up: each run does one pass"));
  }

  private static Optional<String> because(Slice slice) {
    return slice
        .region()
        .match(
            new Region.Cases<>() {
              @Override
              public Optional<String> ofWindow(Region.OfWindow window) {
                return Optional.empty();
              }

              @Override
              public Optional<String> partitionsPresent(Region.PartitionsPresent present) {
                return Optional.empty();
              }

              @Override
              public Optional<String> unknown(Region.Unknown unknown) {
                return Optional.of(unknown.because());
              }
            });
  }

  private static Span place(JobPlan.Load job, Slice slice) {
    return job.input(slice.input())
        .flatMap(InputPlan::read)
        .map(PartialRead::span)
        .orElse(job.name().span());
  }

  /**
   * Of outputs at different states, the one that is behind goes first, alone.
   *
   * @throws FlarepathException if it is not known which that is
   */
  static void ofOutputs(JobPlan.Load job, List<OutputGroup> groups) {
    boolean isKnown = groups.stream().allMatch(group -> !group.sliced().starts().isEmpty());
    if (groups.size() < 2 || isKnown) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.ORDER_UNKNOWN,
                "the outputs of `%s` have different states, and Flarepath cannot tell which one is behind"
                    .formatted(job.name().value()))
            .at(job.name().span());
    for (OutputGroup group : groups) {
      String tables =
          group.outputs().stream()
              .map(OutputPlan::table)
              .map(Object::toString)
              .collect(Collectors.joining(", "));
      diagnostic = diagnostic.because("the state of %s is `%s`".formatted(tables, group.state()));
    }
    throw new FlarepathException(
        diagnostic.help(
            "load the windows that are missing from one of them with `flarepath backfill`, and then give both the same state with `flarepath state set`"));
  }
}
