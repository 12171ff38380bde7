package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.source.DataSource;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.util.Optional;

/** What is worth saying of an output that will work. */
record OutputAdvice(FlareJob job, Problems problems) {

  /**
   * Says it.
   *
   * @param target where the output goes; empty where that is a problem
   */
  void give(Output output, Optional<DataSource> target) {
    Optional<SinkPlan> sink =
        target.filter(found -> found.asTable().isEmpty()).map(found -> new SinkPlan(output, found));
    SaveMode mode = sink.map(SinkPlan::saveMode).orElseGet(() -> output.saveModeFor(false));
    if (output.saveMode().isEmpty() && mode == SaveMode.OVERWRITE) {
      problems.add(
          Diagnostic.note(
                  Code.DEFAULT_SAVE_MODE,
                  "the output `"
                      + output.name().value()
                      + "` has no saveMode, so it overwrites its target")
              .at(output.name().span())
              .help("make it explicit: write `saveMode: overwrite` or `saveMode: append`"));
    }
    if (target.isEmpty()) {
      return;
    }
    IdleKeys.tell(output, target.get(), problems);
    if (job.inputs().stream().noneMatch(input -> input.incremental().isPresent())) {
      return;
    }
    Span span = output.saveMode().map(Located::span).orElse(output.name().span());
    output.merge().filter(Merge::changesUnmatched).ifPresent(this::ofOtherWindows);
    if (sink.isPresent()) {
      ofWindows(sink.get(), mode, span);
    } else if (mode == SaveMode.OVERWRITE
        && !output.dynamicOverwrite()
        && output.merge().isEmpty()) {
      problems.add(
          Diagnostic.warning(
                  Code.REPLACES_THE_TABLE,
                  "each run replaces the whole table with the rows of its own window")
              .at(span)
              .because("the input is incremental, and saveMode is overwrite")
              .help(
                  "to keep the other windows, add `overwrite-mode: dynamic` under"
                      + " `options.iceberg.properties` and a `partitionSpec`, or append"));
    }
  }

  /** What the source of a merge lacks are all other windows. */
  private void ofOtherWindows(Merge merge) {
    problems.add(
        Diagnostic.warning(
                Code.REPLACES_THE_TABLE,
                "`when not matched by source` also applies to the rows of all other windows")
            .at(merge.when().span())
            .because("the input is incremental, so the merge's source has one window's rows only")
            .help("restrict it to the window, for example `and old.day >= date'2024-01-01'`")
            .help("or remove it, and replace windows instead: `overwrite-mode: dynamic`"));
  }

  private void ofWindows(SinkPlan sink, SaveMode mode, Span span) {
    if (mode == SaveMode.OVERWRITE && !sink.replacesPartitions()) {
      Diagnostic warning =
          Diagnostic.warning(
                  Code.REPLACES_THE_TABLE,
                  "each run replaces all of %s with the rows of its own window"
                      .formatted(sink.target()))
              .at(span)
              .because("the input is incremental, and saveMode is overwrite");
      problems.add(
          sink.target().asFiles().isPresent()
              ? warning.help(
                  "to keep the other windows, add `partitionBy` and"
                      + " `extraOptions: {partitionOverwriteMode: dynamic}`, or append")
              : warning.help("to keep the other windows, append"));
    }
    if (mode == SaveMode.IGNORE || mode == SaveMode.ERRORIFEXISTS) {
      problems.add(
          Diagnostic.warning(
                  Code.FIRST_WINDOW_ONLY,
                  "only the first window is written to %s".formatted(sink.target()))
              .at(span)
              .because(
                  "the input is incremental, and from the second window on the target already"
                      + " exists")
              .help("append"));
    }
  }
}
