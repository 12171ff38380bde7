package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.Window;
import io.flarepath.workflow.KeySql;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A window that ends where it starts, though the input has rows past it. Where the SQL of its keys
 * gives the same values in every run, the job will never load these rows.
 *
 * @param keys from the state that the window starts from
 */
record Standstill(KeySqlRead read, WindowColumn column, Window window, LastingKeys keys) {

  /**
   * What is wrong with it, if it will be the same in every run. An end that does not depend on the
   * start is where the job was meant to end, unless it is where it starts, too.
   *
   * @param isFirst whether the first window ends where it starts, so that no run can load any
   * @param rows what the input has past the window, one sentence
   * @return a warning; empty where a later run may have another window
   * @throws FlarepathException if no run can load any window
   */
  Optional<Diagnostic> find(boolean isFirst, String rows) {
    Set<String> used = new HashSet<>();
    if (!keys.isLasting(column.end(), used) || !keys.isLasting(column.start(), new HashSet<>())) {
      return Optional.empty();
    }
    if (isFirst) {
      throw new FlarepathException(
          said(
              Diagnostic.error(
                  Code.WINDOW_STANDS_STILL, "the window %s never advances".formatted(window)),
              rows));
    }
    return used.contains(column.start().key())
        ? Optional.of(
            said(
                    Diagnostic.warning(
                        Code.WINDOW_STANDS_STILL,
                        "the window %s does not advance any more".formatted(window)),
                    rows)
                .help("if the job is meant to end there, say so with `until`"))
        : Optional.empty();
  }

  private Diagnostic said(Diagnostic found, String rows) {
    String start = column.start().key();
    String end = column.end().key();
    return found
        .at(
            keys.key(end)
                .flatMap(KeySql.Key::sql)
                .map(Passage::span)
                .orElse(read.spec().sql().span()))
        .because("`%s` leads to where `%s` does, and will do so in every run".formatted(end, start))
        .because(rows)
        .help("let the SQL of `%s` give a later value than `%s`".formatted(end, start));
  }
}
