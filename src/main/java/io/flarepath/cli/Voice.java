package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.settings.Redactor;
import java.util.Collection;
import java.util.List;

/** Prints messages on the terminal, as verbosely as the user asked, and never a secret. */
final class Voice {

  private final Terminal terminal;
  private final Globals globals;
  private volatile Redactor redactor = new Redactor(List.of());

  Voice(Terminal terminal, Globals globals) {
    this.terminal = terminal;
    this.globals = globals;
  }

  /** From now on these secrets are taken out of everything that is said. */
  void keep(Redactor secrets) {
    redactor = secrets;
  }

  /** Diagnostics, to the messages. With {@code --json} they are part of the document instead. */
  void tell(Collection<Diagnostic> diagnostics) {
    if (globals.json()) {
      return;
    }
    TextRenderer renderer = terminal.colorErr() ? TextRenderer.coloured() : TextRenderer.plain();
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Severity.ERROR || !globals.quiet()) {
        terminal.say(redactor.redact(renderer.render(diagnostic)));
      }
    }
  }

  /** A message on the way, which {@code -q} silences. */
  void say(String message) {
    if (!globals.quiet()) {
      terminal.say(redactor.redact(message));
    }
  }

  /** A message that is shown only with {@code -v}. */
  void detail(String message) {
    if (globals.verbose()) {
      say(message);
    }
  }

  /** Results. */
  void print(String data) {
    terminal.print(redactor.redact(data));
  }

  /**
   * A run's record, to its file. If that fails, it is reported, and the run still ends normally.
   */
  void keepRecord(RecordFile file, String json, RecordFile.Elsewhere elsewhere) {
    tell(file.write(redactor.redact(json), elsewhere).stream().toList());
  }

  /** Asks for a yes; without a terminal the answer is no. */
  boolean confirms(String question) {
    return terminal.confirms(question);
  }

  boolean json() {
    return globals.json();
  }
}
