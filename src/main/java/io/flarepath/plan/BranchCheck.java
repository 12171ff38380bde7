package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.source.Branches;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Optional;

/**
 * What an output may do to a branch of a table. State is trusted only if main contains what was
 * published with it, so that a job that keeps state cannot write to another branch.
 */
final class BranchCheck {

  private BranchCheck() {}

  static void check(FlareJob job, List<SinkPlan> sinks, boolean keepsProgress, Problems problems) {
    for (SinkPlan sink : sinks) {
      Optional<String> refused =
          Branches.is(sink.target())
              ? refused(job, sink.output(), keepsProgress)
              : Optional.empty();
      refused.ifPresent(why -> problems.add(diagnostic(sink, why)));
    }
  }

  private static Optional<String> refused(FlareJob job, Output output, boolean keepsProgress) {
    if (keepsProgress
        || job.inputs().stream()
            .anyMatch(input -> input.incremental().isPresent() || input.isStream())) {
      return Optional.of("the job reads its input one window at a time, and keeps a state");
    }
    if (output.dynamicOverwrite()) {
      return Optional.of("`overwrite-mode: dynamic` replaces only part of the branch");
    }
    return output.merge().map(merge -> "rows can be merged into main only");
  }

  private static Diagnostic diagnostic(SinkPlan sink, String why) {
    Span place =
        Optional.ofNullable(sink.output().writer().extra().get(Branches.OPTION))
            .map(Located::span)
            .orElse(sink.output().name().span());
    return Diagnostic.error(
            Code.NOT_SUPPORTED, "%s cannot be written this way".formatted(sink.target()))
        .at(place)
        .because(why)
        .because(
            "the state of a job is trusted only if main contains what was published with it, so only whole results can go to a branch: `append` or `overwrite`")
        .help("write to main of another table, or hold back bad rows with `assertions`");
  }
}
