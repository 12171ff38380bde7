package io.flarepath.diagnostic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds words such as {@code <table>} that were to be replaced when a template was copied. */
public final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Za-z][\\w .-]*>");

  private Placeholders() {}

  /** An error about a place that holds one says so; any other diagnostic stays as it is. */
  public static Diagnostic explained(Diagnostic diagnostic) {
    return diagnostic
        .place()
        .filter(place -> diagnostic.isError())
        .map(Placeholders::text)
        .map(PLACEHOLDER::matcher)
        .filter(Matcher::find)
        .map(
            found ->
                diagnostic.help(
                    "replace the placeholder `%s` with a value".formatted(found.group())))
        .orElse(diagnostic);
  }

  private static String text(Span place) {
    String line = place.source().line(place.line());
    int start = Math.min(place.column() - 1, line.length());
    return line.substring(start, Math.min(line.length(), start + place.length()));
  }
}
