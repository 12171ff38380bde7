package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.pass.Window;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.window.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is worth knowing of a window before it is loaded. */
final class KeySqlAdvice {

  private KeySqlAdvice() {}

  static List<Diagnostic> of(KeySqlRead read, Window window, State before) {
    List<Diagnostic> advice = new ArrayList<>();
    if (before.isEmpty()) {
      firstStart(read, window).ifPresent(advice::add);
    }
    monthDrift(read, window).ifPresent(advice::add);
    return advice;
  }

  private static Optional<Diagnostic> firstStart(KeySqlRead read, Window window) {
    if (window.bounds().includesStart()) {
      return Optional.empty();
    }
    String start = window.text(window.startValue());
    return Optional.of(
        Diagnostic.note(
                Code.FIRST_START_EXCLUDED,
                "the first window excludes rows exactly at its start, " + start)
            .at(read.spec().sql().span())
            .because("the SQL uses `>`, and no earlier window ends there")
            .help("if there are such rows, start earlier, or use `>=` and `<`"));
  }

  private static Optional<Diagnostic> monthDrift(KeySqlRead read, Window window) {
    Axis axis = window.range().axis();
    if (!axis.isTime() || axis.time(window.startValue().step()).getDayOfMonth() <= 28) {
      return Optional.empty();
    }
    return read.spec().keys().stream()
        .flatMap(key -> key.sql().stream())
        .filter(sql -> sql.text().toLowerCase(Locale.ROOT).contains("month"))
        .findFirst()
        .map(
            sql ->
                Diagnostic.note(
                        Code.MONTH_DRIFT,
                        "months are added to a day after the 28th, "
                            + window.text(window.startValue()))
                    .at(sql.span())
                    .because("a month later than 31 January is 28 February, and then 28 March")
                    .help("start on a day up to the 28th"));
  }

  /** How bounds come to fall on the borders of partitions. */
  static String alignment(WindowColumn column, Bounds bounds) {
    return bounds == Bounds.CLOSED_OPEN
        ? "choose keys that fall on partition boundaries"
        : "bounds on partition boundaries avoid the rewrite: `%s >= '$|%s|' AND %s < '$|%s|'`"
            .formatted(column.column(), column.start().key(), column.column(), column.end().key());
  }
}
