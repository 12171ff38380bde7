package io.flarepath.diagnostic;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Diagnostics as people read them on a terminal: the problem, the line with a mark under the place,
 * the reasons and the advice. Safe for use by several threads.
 */
public final class TextRenderer {

  private static final int LINE_WIDTH = 110;

  private final boolean isColoured;
  private final UnaryOperator<String> redact;
  private final UnaryOperator<String> cover;

  private TextRenderer(
      boolean isColoured, UnaryOperator<String> redact, UnaryOperator<String> cover) {
    this.isColoured = isColoured;
    this.redact = redact;
    this.cover = cover;
  }

  /** Without any escape sequence. */
  public static TextRenderer plain() {
    return new TextRenderer(false, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** With the colours of an ANSI terminal. */
  public static TextRenderer coloured() {
    return new TextRenderer(true, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /**
   * The same without secrets.
   *
   * @param redactor takes them out of words
   * @param coverer covers them in a line of the user's file, of which it keeps all columns
   */
  public TextRenderer hiding(UnaryOperator<String> redactor, UnaryOperator<String> coverer) {
    return new TextRenderer(isColoured, redactor, coverer);
  }

  /** All of them, an empty line between two; each line ends with {@code \n}. */
  public String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(this::render).collect(Collectors.joining("\n"));
  }

  /** One diagnostic; each line ends with {@code \n}. */
  public String render(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder();
    out.append(head(diagnostic)).append('\n');
    int gutter = diagnostic.place().map(span -> digits(span.line())).orElse(1);
    diagnostic.place().ifPresent(span -> excerpt(out, diagnostic, span, gutter));
    diagnostic.notes().forEach(note -> remark(out, gutter, "note", note));
    diagnostic.help().forEach(help -> remark(out, gutter, "help", help));
    return out.toString();
  }

  private String head(Diagnostic diagnostic) {
    Severity severity = diagnostic.severity();
    String kind = severity.word() + "[" + diagnostic.code().number() + "]";
    return paint(colour(severity), kind) + paint(Ansi.BOLD, ": " + sentence(diagnostic.message()));
  }

  private void excerpt(StringBuilder out, Diagnostic diagnostic, Span span, int gutter) {
    String blank = " ".repeat(gutter);
    out.append(blank).append(paint(Ansi.BLUE, "-->")).append(' ').append(place(span)).append('\n');
    Display line =
        Display.of(
            cover.apply(span.source().line(span.line())),
            span.column() - 1,
            span.length(),
            LINE_WIDTH);
    String bar = paint(Ansi.BLUE, blank + " |");
    out.append(bar).append('\n');
    out.append(paint(Ansi.BLUE, span.line() + " |"));
    out.append(line.text().isEmpty() ? "" : " " + line.text()).append('\n');
    String mark = "^".repeat(line.markWidth());
    String label = diagnostic.label().isEmpty() ? "" : " " + sentence(diagnostic.label());
    out.append(bar).append(' ').append(" ".repeat(line.markStart()));
    out.append(paint(colour(diagnostic.severity()), mark + label)).append('\n');
  }

  // Further lines of a remark are indented to its first word.
  private void remark(StringBuilder out, int gutter, String kind, String words) {
    String blank = " ".repeat(gutter);
    String first = " " + kind + ": ";
    String indent = "\n" + blank + " ".repeat(" =".length() + first.length());
    out.append(blank).append(paint(Ansi.BLUE, " =")).append(paint(Ansi.BOLD, " " + kind));
    out.append(": ").append(reason(words).replace("\n", indent)).append('\n');
  }

  // Secrets go first: what is cut or escaped is not recognised any more.
  private String sentence(String words) {
    return Shown.sentence(redact.apply(words));
  }

  private String reason(String words) {
    return Shown.reason(redact.apply(words.strip()));
  }

  private String place(Span span) {
    return Shown.sentence(redact.apply(span.source().name()))
        + ":"
        + span.line()
        + ":"
        + span.column();
  }

  private static int digits(int line) {
    return Integer.toString(line).length();
  }

  private static Ansi colour(Severity severity) {
    return switch (severity) {
      case ERROR -> Ansi.RED;
      case WARNING -> Ansi.YELLOW;
      case NOTE -> Ansi.CYAN;
    };
  }

  private String paint(Ansi colour, String words) {
    return isColoured ? "\u001b[" + colour.sequence + "m" + words + "\u001b[0m" : words;
  }

  private enum Ansi {
    BOLD("1"),
    RED("1;31"),
    YELLOW("1;33"),
    BLUE("1;34"),
    CYAN("1;36");

    private final String sequence;

    Ansi(String sequence) {
      this.sequence = sequence;
    }
  }
}
