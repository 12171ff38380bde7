package io.flarepath.settings.hocon;

import io.flarepath.diagnostic.Suggestion;
import io.flarepath.secret.SecretNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A settings file as it may be shown with a caret: each secret is covered with stars, and every
 * other character keeps its line and column. It reads the text by itself, so that it also works for
 * a file that HOCON cannot read.
 */
final class MaskedText {

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?<name>\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|[^\\s\"{}\\[\\],=:#$+]+)[ \\t]*(?:[=:]|\\+=)\\s*"
              + "(?<value>\"\"\"[\\s\\S]*?(?:\"\"\"|\\z)|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"?[^,}\\n]*"
              + "|\\[[^\\]]*\\]?|\\{[^}]*\\}?|\\$\\{[^}\\n]*}?[^,}\\n]*|[^,}\\n]*)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}\\n]*}\\s*(#.*|//.*)?");

  /** Strings and references that stand beside each other are one value. */
  private static final Pattern WHOLE_VALUE =
      Pattern.compile(
          "(?:\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|\\$\\{[^}\\n]*+}|[^\\n,}\"$])*+");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\??([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern USER_INFO = Pattern.compile("//[^\\s/:@\"]*:(?<value>[^\\s/\"]*)@");
  private static final Pattern PARAMETER =
      Pattern.compile("[?&;](?<name>[\\w.-]+)=(?<value>[^&;\\s\"']+)");

  private static final List<String> SECRET_WORDS =
      List.of("password", "secret", "token", "credential");

  private final String original;
  private final String text;
  private final List<String> secrets;
  private final Set<String> variables;

  private MaskedText(String original, String text, List<String> secrets, Set<String> variables) {
    this.original = original;
    this.text = text;
    this.secrets = List.copyOf(secrets);
    this.variables = Set.copyOf(variables);
  }

  static MaskedText of(String original) {
    StringBuilder masked = new StringBuilder(original);
    List<String> secrets = new ArrayList<>();
    cover(ASSIGNMENT.matcher(original), true, masked, secrets);
    cover(USER_INFO.matcher(original), false, masked, secrets);
    cover(PARAMETER.matcher(original), true, masked, secrets);
    return new MaskedText(original, masked.toString(), secrets, variables(original));
  }

  private static Set<String> variables(String original) {
    Set<String> names = new LinkedHashSet<>();
    Matcher assignment = ASSIGNMENT.matcher(original);
    int from = 0;
    while (from <= original.length() && assignment.find(from)) {
      if (SecretNames.isCertain(unquoted(assignment.group("name")))) {
        Matcher whole =
            WHOLE_VALUE
                .matcher(original)
                .region(assignment.start("value"), original.length())
                .useAnchoringBounds(true);
        String value = whole.lookingAt() ? whole.group() : "";
        VARIABLE.matcher(value).results().forEach(each -> names.add(each.group(1)));
      }
      from = Math.max(assignment.start() + 1, assignment.start("value"));
    }
    return names;
  }

  String text() {
    return text;
  }

  /** What was covered: to be taken out of the messages of others, too. */
  List<String> secrets() {
    return secrets;
  }

  /** The names of the variables that secrets are made of: secrets too, whatever their names. */
  Set<String> variables() {
    return variables;
  }

  /** Whether something on a line (from 1) was covered. */
  boolean isCovered(int line) {
    return !line(original, line).equals(line(text, line));
  }

  private static String line(String text, int number) {
    return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
  }

  private static void cover(
      Matcher matcher, boolean isNamed, StringBuilder masked, List<String> secrets) {
    int from = 0;
    while (matcher.find(from)) {
      String value = matcher.group("value");
      boolean isSecret = !isNamed || isSecret(unquoted(matcher.group("name")));
      boolean isCovered = isSecret && !REFERENCE.matcher(value).matches();
      if (isCovered) {
        for (int i = matcher.start("value"); i < matcher.end("value"); i++) {
          masked.setCharAt(i, Character.isWhitespace(masked.charAt(i)) ? masked.charAt(i) : '*');
        }
        secrets.add(unquoted(value.strip()));
      }
      // A value that is not secret may be a block with secrets in it; quoted text is not.
      boolean isSteppedOver = isCovered || value.startsWith("\"");
      from =
          Math.max(
              matcher.start() + 1, isSteppedOver ? matcher.end("value") : matcher.start("value"));
      if (from > masked.length()) {
        break;
      }
    }
  }

  /** A misspelt setting is shown to its author; its value is still a secret. */
  private static boolean isSecret(String name) {
    return SecretNames.isSecret(name)
        || Pattern.compile("[._-]")
            .splitAsStream(name.toLowerCase(Locale.ROOT))
            .anyMatch(word -> Suggestion.nearest(word, SECRET_WORDS).isPresent());
  }

  private static String unquoted(String text) {
    return text.replaceAll("^\"+|\"+$", "");
  }
}
