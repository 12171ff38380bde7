package io.flarepath.untaken;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.window.Axis;

/** What is said where the rows that no window takes are not counted. */
public final class UncountedAdvice {

  private UncountedAdvice() {}

  /**
   * Says it, and what counts them instead.
   *
   * @param source what the rows are of
   * @param column by whose values it is read
   * @param axis one without steps
   */
  public static Diagnostic of(String source, String column, Axis axis) {
    return Diagnostic.note(
            Code.COUNT_IMPOSSIBLE,
            "rows of %s outside all windows are not counted".formatted(source))
        .because(
            "windows of `%s` are ranges of %s, and such rows can be counted only for times, dates and whole numbers"
                .formatted(column, axis == Axis.TEXT ? "text" : "decimals"))
        .because("rows that arrive after their window was published would not be noticed")
        .help(
            "`flarepath doctor --count` compares the row counts of each window in source and table, and finds such rows");
  }
}
