package io.flarepath.function;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;

/** What stops a function, in words and in its span. */
final class Refusal {

  private Refusal() {}

  static Diagnostic at(Span span, String message) {
    return Diagnostic.error(Code.STEP_FAILED, message).at(span);
  }

  static FlarepathException of(Span span, String message, String why) {
    return new FlarepathException(at(span, message).because(why));
  }

  static FlarepathException of(Span span, String message, Exception cause) {
    return new FlarepathException(at(span, message).because(firstLine(cause)), cause);
  }

  private static String firstLine(Exception cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(cause.getClass().getSimpleName());
  }
}
