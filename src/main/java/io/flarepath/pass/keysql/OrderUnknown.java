package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import io.flarepath.pass.Readiness;
import io.flarepath.sql.Bindings;
import java.util.Optional;

/** A read of which it is not known where its windows lie, and so not when one is complete. */
final class OrderUnknown {

  private OrderUnknown() {}

  /** Why it is not known, part of a sentence. */
  static String because(Optional<FoundWindow> found) {
    return found
        .map(
            window ->
                "the window column `%s` has type %s, which cannot be used for windows"
                    .formatted(window.source().name(), window.source().type()))
        .orElse("the SQL does not compare one column with two keys");
  }

  /**
   * Stops where the user relies on the order.
   *
   * @throws FlarepathException if there is an {@code until} or a declared window
   */
  static void stopIfNeeded(KeySqlRead read, Optional<FoundWindow> found) {
    read.spec()
        .window()
        .ifPresent(
            declared -> {
              throw refused(
                  "the declared window cannot be used",
                  declared.column().span(),
                  found.isPresent()
                      ? because(found)
                      : "the context `%s` has no column `%s`"
                          .formatted(read.context().value(), declared.column().value()));
            });
    read.spec()
        .until()
        .ifPresent(
            until -> {
              throw refused("`until` cannot be checked", until.span(), because(found));
            });
  }

  /** Between two keys that are the same there is nothing, in whatever order. */
  static Readiness readiness(Optional<FoundWindow> found, Bindings values) {
    boolean isEmpty =
        found.map(FoundWindow::bounds).filter(window -> isEmpty(window, values)).isPresent();
    return isEmpty
        ? Readiness.idle("the window is empty: its start and end are equal")
        : Readiness.UNKNOWN;
  }

  private static boolean isEmpty(WindowColumn window, Bindings values) {
    boolean excludesAnEnd = !window.bounds().includesStart() || !window.bounds().includesEnd();
    return excludesAnEnd
        && window.start().sql(values).text().equals(window.end().sql(values).text());
  }

  private static FlarepathException refused(String message, Span place, String because) {
    return new FlarepathException(
        Diagnostic.error(Code.ORDER_UNKNOWN, message)
            .at(place)
            .because(because)
            .help("compare a column that is a time, a date, a number or text with two keys"));
  }
}
