package io.flarepath.diagnostic;

import java.util.List;

/**
 * Work stopped for a reason that can be shown to people. Carries the diagnostics to show, of which
 * at least one is an error; the first error's code says who can fix it.
 */
public final class FlarepathException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  public FlarepathException(List<Diagnostic> diagnostics) {
    super(first(diagnostics).message());
    this.diagnostics = List.copyOf(diagnostics);
  }

  public FlarepathException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /** With the engine's own exception, which only {@code --debug} and the log show. */
  public FlarepathException(Diagnostic diagnostic, Throwable cause) {
    this(List.of(diagnostic));
    initCause(cause);
  }

  /** The same reason, with more to say of it. */
  public FlarepathException with(List<Diagnostic> all) {
    FlarepathException longer = new FlarepathException(all);
    longer.initCause(this);
    return longer;
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The same, where every diagnostic without a place points at this one. */
  public FlarepathException at(Span span) {
    FlarepathException located =
        new FlarepathException(
            diagnostics.stream()
                .map(each -> each.place().isPresent() ? each : each.at(span))
                .toList());
    located.initCause(this);
    return located;
  }

  /** The code of the first error. */
  public Code code() {
    return first(diagnostics).code();
  }

  private static Diagnostic first(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .filter(Diagnostic::isError)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an exception needs an error"));
  }
}
