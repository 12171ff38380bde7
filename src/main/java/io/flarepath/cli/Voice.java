package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.diagnostic.Shown;
import io.flarepath.secret.Vault;
import java.util.Collection;
import java.util.Optional;

/** Prints messages on the terminal, as verbosely as the user asked, and never a secret. */
final class Voice {

  private final Terminal terminal;
  private final Globals globals;
  private final Vault vault;
  private volatile Optional<Whereabouts> whereabouts = Optional.empty();

  Voice(Terminal terminal, Globals globals, Vault vault) {
    this.terminal = terminal;
    this.vault = vault;
    this.globals = globals;
  }

  /** From now on what does not exist is said with the place where it was looked for. */
  void keep(Whereabouts places) {
    whereabouts = Optional.of(places);
  }

  /** The diagnostic as it is said. */
  Diagnostic complete(Diagnostic said) {
    return whereabouts.map(places -> places.complete(said)).orElse(said);
  }

  /** Diagnostics, to the messages. With {@code --json} they are part of the document instead. */
  void tell(Collection<Diagnostic> diagnostics) {
    if (globals.json()) {
      return;
    }
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Severity.ERROR || !globals.quiet()) {
        terminal.tell(complete(diagnostic));
      }
    }
  }

  /** A message on the way, on one line, which {@code -q} silences. */
  void say(String line) {
    if (!globals.quiet()) {
      terminal.say(line(line));
    }
  }

  /** A message that is shown only with {@code -v}. */
  void detail(String message) {
    if (globals.verbose()) {
      say(message);
    }
  }

  /** A line of results. */
  void print(String line) {
    terminal.print(line(line));
  }

  /** Results of many lines, such as a table. */
  void printAll(String lines) {
    terminal.print(lines);
  }

  /** Results as JSON. */
  void document(String json) {
    terminal.document(json);
  }

  private String line(String said) {
    return Shown.line(Shown.cut(vault.redact(said)));
  }

  /**
   * A run's record, to its file. If that fails, it is reported, and the run still ends normally.
   */
  void keepRecord(RecordFile file, String json, RecordFile.Elsewhere elsewhere) {
    tell(file.write(Shown.file(vault.redactJson(json)), elsewhere).stream().toList());
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

  /** The secrets that are never said. */
  Vault vault() {
    return vault;
  }

  boolean json() {
    return globals.json();
  }
}
