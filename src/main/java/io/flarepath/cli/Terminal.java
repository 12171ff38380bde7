package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Shown;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.secret.Vault;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The two streams that people see: data goes to stdout, everything that we say goes to stderr.
 *
 * <p>The launch script knows which of them is a terminal and how wide it is, and hands it over in
 * the environment; without the script, Java only knows whether both stdin and stdout are.
 */
public final class Terminal {

  /** Set by scripts/flarepath: {@code yes} or {@code no}. */
  static final String STDOUT_IS_TERMINAL = "FLAREPATH_STDOUT_IS_TERMINAL";

  /** Set by scripts/flarepath: {@code yes} or {@code no}. */
  static final String STDERR_IS_TERMINAL = "FLAREPATH_STDERR_IS_TERMINAL";

  private static final int WIDTH_DEFAULT = 100;
  private static final int WIDTH_MIN = 40;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colorOut;
  private final boolean colorErr;
  private final boolean live;
  private final int width;
  private final boolean terminalOut;
  private volatile Vault vault = new Vault();
  private volatile boolean isMute;
  private boolean hasProgress;

  private Terminal(
      PrintStream out, PrintStream err, ColorMode color, Map<String, String> environment) {
    boolean console = hasConsole();
    boolean terminalOut = isTerminal(environment, STDOUT_IS_TERMINAL, console);
    boolean terminalErr = isTerminal(environment, STDERR_IS_TERMINAL, console);
    this.terminalOut = terminalOut;
    this.out = out;
    this.err = err;
    this.colorOut = color.decide(environment, terminalOut);
    this.colorErr = color.decide(environment, terminalErr);
    this.live = terminalErr && !environment.getOrDefault("TERM", "").equals("dumb");
    this.width = width(environment.getOrDefault("COLUMNS", ""));
  }

  /** The process's own streams, in UTF-8. */
  public static Terminal system(ColorMode color) {
    return on(stream(FileDescriptor.out), stream(FileDescriptor.err), color, System.getenv());
  }

  /** Any two streams, as if the process had this environment. */
  static Terminal on(
      PrintStream out, PrintStream err, ColorMode color, Map<String, String> environment) {
    return new Terminal(out, err, color, environment);
  }

  /** From now on these secrets are taken out of everything that is printed. */
  Terminal keeping(Vault secrets) {
    vault = secrets;
    return this;
  }

  /** Prints lines of results. */
  public void print(String data) {
    result(Shown.lines(vault.redact(data)));
  }

  /** Prints a document in JSON. */
  void document(String json) {
    result(Shown.file(vault.redactJson(json)));
  }

  /** Prints help, whose headings are bold where results may be coloured. */
  void help(String text) {
    String shown = Shown.lines(text).strip();
    result(colorOut ? HelpText.bold(shown) : shown);
  }

  /** Says something about the work, in any number of lines. */
  public void say(String message) {
    message(Shown.lines(vault.redact(message)));
  }

  /** Tells a diagnostic, with the line of the user's file that it points at. */
  void tell(Diagnostic diagnostic) {
    TextRenderer renderer = colorErr ? TextRenderer.coloured() : TextRenderer.plain();
    message(renderer.hiding(vault::redact, vault::cover).render(diagnostic));
  }

  /** What is printed comes here last, free of secrets and of what a terminal must not see. */
  private synchronized void result(String shown) {
    if (!isMute) {
      progress("");
      out.println(shown);
      out.flush();
    }
  }

  private synchronized void message(String shown) {
    if (!isMute) {
      progress("");
      err.println(shown);
      err.flush();
    }
  }

  /**
   * Asks on the terminal. Only {@code y} and {@code yes} confirm; where there is no terminal to ask
   * on, the answer is no.
   */
  @SuppressWarnings("SystemConsoleNull")
  public boolean confirms(String question) {
    Console console = System.console();
    if (console == null || !live) {
      return false;
    }
    String answer = console.readLine("%s [y/N] ", Shown.line(vault.redact(question)));
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /**
   * Writes over the last line of progress; whatever is said next erases it.
   *
   * @param text empty to erase it; cut to the terminal's width
   */
  synchronized void progress(String text) {
    if (isMute || (text.isEmpty() && !hasProgress)) {
      return;
    }
    String line = Shown.fitted(Shown.line(vault.redact(text)), width - 1);
    err.print("\r\u001b[K" + line);
    err.flush();
    hasProgress = !text.isEmpty();
  }

  /** How wide results may be: the terminal's width; in a file, as wide as they are. */
  int resultWidth() {
    return terminalOut ? width : Integer.MAX_VALUE;
  }

  /** From now on nothing is written: the last word was said. */
  void mute() {
    isMute = true;
  }

  /** Whether results may be coloured. */
  public boolean colorOut() {
    return colorOut;
  }

  /** Whether messages may be coloured. */
  public boolean colorErr() {
    return colorErr;
  }

  /** Whether a line of messages can be written over, so that progress may move. */
  public boolean live() {
    return live;
  }

  /** How many characters fit on a line. */
  public int width() {
    return width;
  }

  private static boolean isTerminal(
      Map<String, String> environment, String variable, boolean console) {
    String setting = environment.getOrDefault(variable, "");
    return setting.isEmpty() ? console : setting.equals("yes");
  }

  /** Exact on the Java versions that Spark 3.5 runs on; from 22 on a console is always there. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean hasConsole() {
    return System.console() != null;
  }

  private static int width(String columns) {
    return columns.matches("[1-9]\\d{0,4}")
        ? Math.max(WIDTH_MIN, Integer.parseInt(columns))
        : WIDTH_DEFAULT;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
