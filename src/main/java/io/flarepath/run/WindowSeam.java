package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Mode;
import io.flarepath.run.Slicing.Sliced;
import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SourceRead;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a window begins where the one before it ended. Rows between two windows would never be
 * loaded, and an append would load rows in both of them twice: {@code at > start AND at < end} and
 * {@code BETWEEN} are such SQL. The source is asked only where the two ends differ, and rows that
 * are not there do not matter.
 *
 * @param outputs the tables of all outputs, as they are
 */
record WindowSeam(
    JobPlan.Load job, Map<OutputPlan, Optional<TableFacts>> outputs, SourceFacts facts) {

  /**
   * Looks at the windows that come next. A window after a {@code state set} or another change by
   * hand may begin wherever it was told to.
   *
   * @throws FlarepathException if rows would be lost or doubled; nothing was written
   */
  void check(OutputGroup group) {
    for (OutputPlan output : group.outputs()) {
      outputs
          .getOrDefault(output, Optional.empty())
          .flatMap(this::lastPass)
          .ifPresent(summary -> check(group.sliced(), output, SourceRead.of(summary)));
    }
  }

  /**
   * Looks at the windows that follow a pass which is not published yet.
   *
   * @throws FlarepathException if rows would be lost or doubled; nothing was written
   */
  void checkAfter(PassPlan before, OutputGroup group) {
    Map<String, SourceRead> reads =
        before.reads().stream().collect(Collectors.toMap(SourceRead::input, read -> read));
    group.outputs().forEach(output -> check(group.sliced(), output, reads));
  }

  private void check(Sliced sliced, OutputPlan output, Map<String, SourceRead> reads) {
    sliced
        .slices()
        .forEach(
            slice -> {
              // What was replaced may be in other values than the source's, so it does not tell.
              Optional<PublishedWindow> before =
                  Optional.ofNullable(reads.get(slice.input())).map(SourceRead::window);
              InputPlan input = job.input(slice.input()).orElseThrow();
              slice
                  .window()
                  .filter(window -> input.read().filter(PartialRead::joinsWindows).isPresent())
                  .ifPresent(
                      window ->
                          before
                              .filter(published -> isOfTheSame(published, window))
                              .ifPresent(last -> check(input, output, last.range(), window)));
            });
  }

  private void check(InputPlan input, OutputPlan output, Range before, Window window) {
    AxisValue start = window.range().start();
    int order = before.end().compareTo(start);
    if (order < 0) {
      found(window, before.end(), start)
          .ifPresent(row -> fail(between(input, window, before, row)));
    }
    boolean goesOn = before.start().compareTo(start) < 0;
    if (order > 0 && goesOn && output.addsRows()) {
      found(window, start, earlier(before.end(), window.range().end()))
          .ifPresent(row -> fail(inBoth(input, output, window, row)));
    }
  }

  private Optional<AxisValue> found(Window window, AxisValue from, AxisValue to) {
    return facts.oldest(window.source(), new Range(window.range().axis(), from, to));
  }

  private Diagnostic between(InputPlan input, Window window, Range before, AxisValue row) {
    return Diagnostic.error(
            Code.WINDOW_SEAM,
            "rows of `%s` lie between the last window and the next one, so they would never be loaded"
                .formatted(input.name()))
        .at(input.read().orElseThrow().span())
        .because(
            "the last window ended before %s, the next one is %s, and `%s` has the value %s"
                .formatted(window.text(before.end()), window, window.column(), window.text(row)))
        .help("let one of the two bounds include its key: `>` and `<=`, or `>=` and `<`")
        .help(
            "or load the rows with `flarepath backfill`, and make the next window start after them with `flarepath state set`");
  }

  private Diagnostic inBoth(InputPlan input, OutputPlan output, Window window, AxisValue row) {
    return Diagnostic.error(
            Code.WINDOW_SEAM,
            "rows of `%s` belong to the last window and to the next one, and `%s` would get them twice"
                .formatted(input.name(), output.table()))
        .at(input.read().orElseThrow().span())
        .because(
            "the next window is %s, the last one also included rows from there on, and `%s` has the"
                    .formatted(window, window.column())
                + " value "
                + window.text(row))
        .because("saveMode is append")
        .help("let only one of the two bounds include its key: `>` and `<=`, or `>=` and `<`")
        .help("or replace the window's rows: `saveMode: overwrite` and `overwrite-mode: dynamic`");
  }

  /** The summary of the job's last publish, if a pass made it and not a change of the state. */
  private Optional<Map<String, String>> lastPass(TableFacts table) {
    return table.history().stream()
        .map(TableFacts.SnapshotFacts::summary)
        .filter(summary -> SummaryState.isOf(job.name().value(), summary))
        .filter(summary -> !Mode.BACKFILL.word().equals(summary.get(SummaryNames.MODE)))
        .findFirst()
        .filter(summary -> Mode.RUN.word().equals(summary.get(SummaryNames.MODE)));
  }

  private static boolean isOfTheSame(PublishedWindow published, Window window) {
    return published.range().axis() == window.range().axis()
        && published.column().filter(name -> !name.equalsIgnoreCase(window.column())).isEmpty();
  }

  private static AxisValue earlier(AxisValue one, AxisValue other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void fail(Diagnostic problem) {
    throw new FlarepathException(problem);
  }
}
