package io.flarepath.secret;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A document without secrets. Only its strings are looked at, one by one and without their escapes,
 * so that it stays the same document: numbers and our own names are never touched.
 */
final class RedactedJson {

  private static final String SIGNS = "nrtbf";
  private static final String MEANT = "\n\r\t\b\f";
  private static final Pattern OUR_NAME = Pattern.compile("[a-z_]+");

  private RedactedJson() {}

  /**
   * The document.
   *
   * @param json valid JSON
   * @param redact takes the secrets out of a text
   */
  static String of(String json, UnaryOperator<String> redact) {
    StringBuilder redacted = new StringBuilder(json.length());
    int at = 0;
    int quote = json.indexOf('"');
    while (quote >= 0) {
      int end = end(json, quote + 1);
      String written = json.substring(quote + 1, end);
      boolean isName = end + 1 < json.length() && json.charAt(end + 1) == ':';
      boolean isOurs = isName && OUR_NAME.matcher(written).matches();
      redacted.append(json, at, quote + 1).append(isOurs ? written : string(written, redact));
      at = end;
      quote = json.indexOf('"', end + 1);
    }
    return redacted.append(json, at, json.length()).toString();
  }

  /** Where the string that begins here ends. */
  private static int end(String json, int start) {
    int i = start;
    while (i < json.length() && json.charAt(i) != '"') {
      i += json.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, json.length());
  }

  private static String string(String written, UnaryOperator<String> redact) {
    String value = written.indexOf('\\') < 0 ? written : unescaped(written);
    String redacted = redact.apply(value);
    return redacted.equals(value) ? written : SecretForms.json(redacted);
  }

  private static String unescaped(String written) {
    StringBuilder value = new StringBuilder(written.length());
    int i = 0;
    while (i < written.length()) {
      char c = written.charAt(i);
      char next = i + 1 < written.length() ? written.charAt(i + 1) : ' ';
      if (c != '\\') {
        value.append(c);
        i++;
      } else if (next == 'u' && i + 5 < written.length()) {
        value.append((char) Integer.parseInt(written.substring(i + 2, i + 6), 16));
        i += 6;
      } else {
        int at = SIGNS.indexOf(next);
        value.append(at < 0 ? next : MEANT.charAt(at));
        i += 2;
      }
    }
    return value.toString();
  }
}
