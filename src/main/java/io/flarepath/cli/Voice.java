package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.settings.Redactor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Prints messages on the terminal, as verbosely as the user asked, and never a secret. */
final class Voice {

  private final Terminal terminal;
  private final Globals globals;
  private volatile Redactor redactor = new Redactor(List.of());
  private volatile Optional<Whereabouts> whereabouts = Optional.empty();

  Voice(Terminal terminal, Globals globals) {
    this.terminal = terminal;
    this.globals = globals;
  }

  /**
   * From now on these secrets are taken out of everything that is said, and what does not exist is
   * said with the place where it was looked for.
   */
  void keep(Redactor secrets, Whereabouts places) {
    redactor = secrets;
    whereabouts = Optional.of(places);
  }

  /** The diagnostic as it is said. */
  Diagnostic complete(Diagnostic said) {
    Diagnostic complete = whereabouts.map(places -> places.complete(said)).orElse(said);
    return new Diagnostic(
        complete.code(),
        complete.severity(),
        redactor.redact(complete.message()),
        complete.place(),
        redactor.redact(complete.label()),
        complete.notes().stream().map(redactor::redact).toList(),
        complete.help().stream().map(redactor::redact).toList());
  }

  /** Diagnostics, to the messages. With {@code --json} they are part of the document instead. */
  void tell(Collection<Diagnostic> diagnostics) {
    if (globals.json()) {
      return;
    }
    TextRenderer renderer = terminal.colorErr() ? TextRenderer.coloured() : TextRenderer.plain();
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Severity.ERROR || !globals.quiet()) {
        terminal.say(redactor.redact(renderer.render(complete(diagnostic))));
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

  /** How wide a table of results may be: as wide as the terminal, and any width in a file. */
  int tableWidth() {
    return terminal.resultWidth();
  }

  /** A line that says what goes on; on a terminal, and only for people who want to see it. */
  ProgressLine progress() {
    return new ProgressLine(terminal, terminal.live() && !globals.quiet());
  }

  /** Asks for a yes; without a terminal the answer is no. */
  boolean confirms(String question) {
    return terminal.confirms(question);
  }

  boolean json() {
    return globals.json();
  }
}
