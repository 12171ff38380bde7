package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;

/**
 * Rows of a result outside its window stop the pass: they would be added once more by each run, and
 * the engine would append them without a word.
 */
final class LeakCheck {

  private LeakCheck() {}

  static void check(OutputWrite write, WriteCounts written) {
    write
        .write()
        .replacedWindow()
        .filter(window -> written.rowsLeaked() > 0 && !window.dropLeaks())
        .ifPresent(
            window -> {
              throw leaked(write, window, written);
            });
  }

  private static FlarepathException leaked(
      OutputWrite write, Write.ReplaceWindow window, WriteCounts written) {
    return new FlarepathException(
        Diagnostic.error(
                Code.ROWS_OUTSIDE_WINDOW,
                (written.rowsLeaked() == 1
                        ? "a row of the result `%2$s` lies outside the window"
                        : "%,d rows of the result `%s` lie outside the window")
                    .formatted(written.rowsLeaked(), write.output().view()))
            .at(write.output().output().name().span())
            .because(
                "the window is %s of `%s`; values outside it include %s"
                    .formatted(
                        window.window(),
                        window.column(),
                        String.join(", ", written.leakExamples())))
            .because(
                "a run replaces only its window's rows, so rows outside it would be added again"
                    + " each time")
            .help(
                "keep `%s` unchanged in the steps, or drop such rows with `options.onLeak: drop`"
                    .formatted(window.column())));
  }
}
