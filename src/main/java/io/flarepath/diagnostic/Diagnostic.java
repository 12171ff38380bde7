package io.flarepath.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing we say to people: what is the matter, where, why, and what to do about it.
 *
 * @param code the stable code; {@code flarepath explain CODE} shows its page
 * @param severity how much it matters
 * @param message the problem in one sentence, without a final full stop
 * @param place where in the user's text, if it has a place there
 * @param label a few words next to the caret, may be empty
 * @param notes why, one sentence each
 * @param help what to do, one sentence each
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Optional<Span> place,
    String label,
    List<String> notes,
    List<String> help) {

  public Diagnostic {
    notes = List.copyOf(notes);
    help = List.copyOf(help);
  }

  public static Diagnostic error(Code code, String message) {
    return new Diagnostic(
        code, Severity.ERROR, message, Optional.empty(), "", List.of(), List.of());
  }

  public static Diagnostic warning(Code code, String message) {
    return new Diagnostic(
        code, Severity.WARNING, message, Optional.empty(), "", List.of(), List.of());
  }

  public static Diagnostic note(Code code, String message) {
    return new Diagnostic(code, Severity.NOTE, message, Optional.empty(), "", List.of(), List.of());
  }

  public Diagnostic at(Span span) {
    return new Diagnostic(code, severity, message, Optional.of(span), label, notes, help);
  }

  /** A few words next to the caret. */
  public Diagnostic label(String words) {
    return new Diagnostic(code, severity, message, place, words, notes, help);
  }

  /** Adds a sentence that says why. */
  public Diagnostic because(String note) {
    return new Diagnostic(code, severity, message, place, label, plus(notes, note), help);
  }

  /** Adds a sentence that says what to do. */
  public Diagnostic help(String advice) {
    return new Diagnostic(code, severity, message, place, label, notes, plus(help, advice));
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  private static List<String> plus(List<String> list, String item) {
    List<String> longer = new ArrayList<>(list);
    longer.add(item);
    return longer;
  }
}
