package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Explains why text is not YAML. */
final class SyntaxProblem {

  private static final int LINES_TO_NAME = 10;

  private SyntaxProblem() {}

  static Diagnostic of(YamlEngineException failure, Source source, Offsets offsets) {
    if (failure instanceof ReaderException unreadable) {
      return unprintable(unreadable, source, offsets);
    }
    if (failure instanceof MarkedYamlEngineException marked) {
      return marked(marked, source, offsets);
    }
    return Diagnostic.error(Code.YAML_SYNTAX, "the file is not YAML: " + failure.getMessage())
        .at(source.span(0, 1));
  }

  /** A tab in the indentation of a span's line. */
  static Diagnostic tab(Span span) {
    Source source = span.source();
    String line = source.line(span.line());
    Span tab = new Span(source, span.line(), line.indexOf('\t') + 1, 1);
    Diagnostic problem =
        Diagnostic.error(Code.TAB_INDENTATION, "tab used for indentation")
            .at(tab)
            .label("tab")
            .because("YAML allows only spaces in indentation")
            .help("replace the tab with spaces, matching the indentation of the surrounding lines");
    List<String> others = otherTabs(source, span.line());
    return others.isEmpty()
        ? problem
        : problem.because("other lines start with a tab too: " + String.join(", ", others));
  }

  static boolean isIndentedByTab(String line) {
    int tab = line.indexOf('\t');
    return tab >= 0 && line.substring(0, tab).isBlank() && !line.isBlank();
  }

  private static Diagnostic marked(
      MarkedYamlEngineException failure, Source source, Offsets offsets) {
    Span span =
        failure
            .getProblemMark()
            .or(failure::getContextMark)
            .map(mark -> source.span(offsets.of(mark.getIndex()), 1))
            .orElse(source.span(0, 1));
    if (isIndentedByTab(source.line(span.line()))) {
      return tab(span);
    }
    String reason =
        Optional.ofNullable(failure.getProblem())
            .orElse("it cannot be read")
            .replaceAll("\\(Do not use .* for indentation\\)", "")
            .replaceAll("\\s+\\(10\\)", ", the end of the line")
            .strip();
    Diagnostic problem = Diagnostic.error(Code.YAML_SYNTAX, "this is not YAML: " + reason).at(span);
    Optional<String> context = Optional.ofNullable(failure.getContext());
    if (context.isPresent()) {
      problem = problem.because(because(context.get(), failure));
    }
    return star(span).or(() -> help(reason, failure)).map(problem::help).orElse(problem);
  }

  /** YAML takes a value that begins with a star for an alias. */
  private static Optional<String> star(Span span) {
    String before = span.source().line(span.line()).substring(0, span.column() - 1).stripTrailing();
    return before.matches("(.*[:,\\[-]\\s*)?\\*\\S*")
        ? Optional.of("put a value that begins with a star in quotes: '*'")
        : Optional.empty();
  }

  private static String because(String context, MarkedYamlEngineException failure) {
    return failure
        .getContextMark()
        .map(mark -> context + ", which starts on line " + (mark.getLine() + 1))
        .orElse(context);
  }

  private static Optional<String> help(String reason, MarkedYamlEngineException failure) {
    if (reason.contains("mapping values are not allowed")) {
      return Optional.of("put a value that contains `: ` in quotes, or in a block after `|`");
    }
    if (reason.contains("cannot start any token")) {
      return Optional.of("put the value in quotes");
    }
    if (reason.contains("<block end>")) {
      String first =
          failure
              .getContextMark()
              .map(mark -> " from line " + (mark.getLine() + 1) + " on")
              .orElse("");
      return Optional.of(
          "check the indentation of this line and of those above it%s: they do not line up"
              .formatted(first));
    }
    if (reason.contains("could not find expected ':'")) {
      return Optional.of("a key must be followed by `:` and a space");
    }
    if (reason.contains("unexpected end of stream")) {
      return Optional.of("a quote or a bracket is not closed");
    }
    return Optional.empty();
  }

  private static Diagnostic unprintable(ReaderException failure, Source source, Offsets offsets) {
    return Diagnostic.error(
            Code.YAML_SYNTAX,
            "this is not YAML: the character U+%04X is not allowed"
                .formatted(failure.getCodePoint()))
        .at(source.span(offsets.of(failure.getPosition()), 1))
        .help("check that the file is UTF-8 text");
  }

  private static List<String> otherTabs(Source source, int line) {
    int lines = (int) source.text().lines().count();
    return IntStream.rangeClosed(1, lines)
        .filter(number -> number != line && isIndentedByTab(source.line(number)))
        .limit(LINES_TO_NAME)
        .mapToObj(Integer::toString)
        .toList();
  }
}
