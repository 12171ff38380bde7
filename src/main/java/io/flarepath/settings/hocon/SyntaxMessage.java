package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one plain sentence of what the HOCON parser says. */
final class SyntaxMessage {

  private static final Pattern PLACE = Pattern.compile("^.*?: \\d+: ");
  private static final Pattern ADVICE = Pattern.compile(" \\(if you (want|intended).*$");
  private static final Pattern PROBLEM = Pattern.compile("^.*'[^']*' \\((.+?)\\)$");
  private static final Pattern PARENTHESES =
      Pattern.compile("^expecting a close parentheses '\\)' here, not: (.+)$");

  private SyntaxMessage() {}

  static String of(ConfigException error) {
    String message = Optional.ofNullable(error.getMessage()).orElse("it is not HOCON");
    String line = message.replaceAll("\\s+", " ");
    line = PLACE.matcher(line).replaceFirst("");
    line = ADVICE.matcher(line).replaceFirst("");
    if (line.contains("end of file") || line.contains("string quote was still open")) {
      return "this is not HOCON: a brace, a bracket or a quote is not closed";
    }
    Matcher problem = PROBLEM.matcher(line);
    line = problem.matches() ? problem.group(1) : line;
    Matcher parentheses = PARENTHESES.matcher(line);
    line = parentheses.matches() ? parentheses.group(1) + " is not expected here" : line;
    return "this is not HOCON: " + decapitalized(line);
  }

  private static String decapitalized(String line) {
    return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }
}
