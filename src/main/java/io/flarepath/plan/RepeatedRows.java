package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.pass.PartialRead;
import io.flarepath.workflow.Output.SaveMode;
import java.util.Optional;

/** Windows that are the same in each run, and are appended each time. */
final class RepeatedRows {

  private RepeatedRows() {}

  static void check(JobPlan.Load job, Problems problems) {
    Optional<String> target = appending(job);
    for (InputPlan input : job.inputs()) {
      input
          .read()
          .filter(PartialRead::repeats)
          .flatMap(read -> target.map(name -> warning(input, read, name)))
          .ifPresent(problems::add);
    }
  }

  /** What gets the rows a second time. */
  private static Optional<String> appending(JobPlan.Load job) {
    return job.outputs().stream()
        .filter(output -> output.content() == OutputPlan.Content.RESULT && output.addsRows())
        .map(output -> output.table().toString())
        .findFirst()
        .or(
            () ->
                job.sinks().stream()
                    .filter(sink -> sink.saveMode() == SaveMode.APPEND)
                    .map(sink -> sink.target().toString())
                    .findFirst());
  }

  private static Diagnostic warning(InputPlan input, PartialRead read, String target) {
    return Diagnostic.warning(
            Code.REPEATED_ROWS, "each run appends the same rows to %s again".formatted(target))
        .at(read.span())
        .because(
            "`incremental` of the input `%s` has no `state`, and its keys have the same values in each run"
                .formatted(input.name()))
        .help("add `state`, for example `state: [{key: start, value: end}]`")
        .help("or replace the window: `saveMode: overwrite` and `overwrite-mode: dynamic`");
  }
}
