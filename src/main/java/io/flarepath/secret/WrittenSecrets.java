package io.flarepath.secret;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets in a YAML file: what it writes behind secret names, and the values of the variables
 * there. It reads the lines by itself, so that it also works for a file that is not YAML.
 */
public final class WrittenSecrets {

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:^|[\\s{,\\[-])[\"']?(?<name>[\\w.$-]{2,120}+)(?:[\"']\\s*:\\s*|\\s*:\\s+)"
              + "(?:&\\S+ +)?(?<value>\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^']|'')*+'|[^\\s#'\"][^\\n]*)");
  private static final Pattern PAIR =
      Pattern.compile("^\\s*(?:- +)?[\"']?(?:name|key)[\"']?\\s*:\\s+[\"']?(?<name>[\\w.-]+)");
  private static final Pattern VALUE =
      Pattern.compile("^\\s*(?:- +)?[\"']?value[\"']?\\s*:\\s+(?<value>.+)");
  private static final Pattern BLOCK = Pattern.compile("[|>][-+0-9]*\\s*(?:#.*)?");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\??([A-Za-z_][A-Za-z0-9_.]*)}");
  private static final Pattern FLOW_END = Pattern.compile(",|(?<!\\$\\{[\\w.]{1,100})}");
  private static final Pattern COMMENT = Pattern.compile("\\s#.*$");

  private static final Set<String> NO_SECRETS = Set.of("true", "false", "null", "none");

  private final List<String> lines;
  private final Map<String, String> variables;
  private final Set<String> found = new LinkedHashSet<>();

  private WrittenSecrets(String text, Map<String, String> variables) {
    this.lines = text.lines().toList();
    this.variables = variables;
  }

  /**
   * All of them.
   *
   * @param variables the values for {@code ${NAME}}
   */
  public static Set<String> in(String text, Map<String, String> variables) {
    WrittenSecrets written = new WrittenSecrets(text, variables);
    for (int i = 0; i < written.lines.size(); i++) {
      written.line(i);
    }
    return written.found;
  }

  private void line(int number) {
    String line = lines.get(number);
    Matcher entry = ENTRY.matcher(line);
    int from = 0;
    while (from <= line.length() && entry.find(from)) {
      String value = entry.group("value");
      boolean isBlock = BLOCK.matcher(value).matches();
      String whole = isBlock ? block(number) : value;
      if (SecretNames.isSecret(entry.group("name"), replaced(unquoted(whole)))) {
        secret(whole);
      }
      from = Math.max(entry.start() + 1, entry.start("value") - 1);
    }
    Matcher pair = PAIR.matcher(line);
    if (pair.find() && SecretNames.isCertain(pair.group("name"))) {
      next(number).ifPresent(this::secret);
    }
    Vault.inside(line).forEach(this::add);
    found.addAll(Vault.inside(replaced(line)));
  }

  /** The value beside a name in a list of pairs. */
  private Optional<String> next(int number) {
    return number + 1 < lines.size()
        ? Optional.of(VALUE.matcher(lines.get(number + 1)))
            .filter(Matcher::find)
            .map(value -> value.group("value"))
        : Optional.empty();
  }

  /** The lines below that are indented more. */
  private String block(int number) {
    int indent = indent(lines.get(number));
    StringBuilder text = new StringBuilder();
    for (int i = number + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && indent(line) <= indent) {
        break;
      }
      text.append(line.strip()).append('\n');
    }
    return text.toString().strip();
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private void secret(String written) {
    String value = unquoted(written.strip());
    if (value.startsWith("[")) {
      Stream.of(value.split("[\\[\\],]"))
          .map(String::strip)
          .map(WrittenSecrets::unquoted)
          .forEach(this::add);
      return;
    }
    if (isFlow(written)) {
      add(FLOW_END.split(value, 2)[0].strip());
    }
    add(COMMENT.matcher(value).replaceAll("").strip());
  }

  private static boolean isFlow(String written) {
    return !written.startsWith("\"") && !written.startsWith("'");
  }

  private void add(String value) {
    if (value.isBlank() || value.startsWith("*") || isPlain(value)) {
      return;
    }
    Matcher variable = VARIABLE.matcher(value);
    while (variable.find()) {
      Optional.ofNullable(variables.get(variable.group(1))).ifPresent(found::add);
    }
    String replaced = replaced(value);
    if (!VARIABLE.matcher(replaced).matches()) {
      found.add(replaced);
      found.add(unescaped(replaced));
    }
  }

  private static boolean isPlain(String value) {
    return NO_SECRETS.contains(value);
  }

  private String replaced(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            name ->
                Matcher.quoteReplacement(
                    Optional.ofNullable(variables.get(name.group(1))).orElse(name.group())));
  }

  private static String unquoted(String text) {
    boolean isQuoted =
        text.length() > 1
            && (text.startsWith("\"") || text.startsWith("'"))
            && text.charAt(0) == text.charAt(text.length() - 1);
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }

  private static String unescaped(String text) {
    return text.replace("''", "'").replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
  }
}
