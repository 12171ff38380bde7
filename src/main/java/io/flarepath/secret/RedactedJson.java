package io.flarepath.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A document without secrets. Only its strings are looked at, one by one and without their escapes,
 * so that it stays the same document: numbers and our own names are never touched.
 */
final class RedactedJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
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
    return redacted.equals(value)
        ? written
        : new String(JsonStringEncoder.getInstance().quoteAsString(redacted));
  }

  private static String unescaped(String written) {
    try {
      return MAPPER.readValue('"' + written + '"', String.class);
    } catch (JsonProcessingException notJson) {
      return written;
    }
  }
}
