package io.flarepath.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How one secret may be written: as it is, line by line, escaped for JSON, SQL or URLs, Base64. */
final class SecretForms {

  /** A line of a longer secret that is shorter than this may be anything. */
  private static final int SHORTEST_LINE = 8;

  /** Below this, the middle of a Base64 form is too short to be told from other text. */
  private static final int SHORTEST_BYTES = 6;

  private static final Pattern HEX = Pattern.compile("%[0-9A-F]{2}");

  private SecretForms() {}

  /** All forms of a value, those that are too short to be taken out among them. */
  static Set<String> of(String value) {
    Set<String> forms = new LinkedHashSet<>();
    written(value, forms);
    List<String> lines = value.lines().map(String::strip).toList();
    if (lines.size() > 1) {
      lines.stream()
          .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
          .forEach(line -> written(line, forms));
    }
    return forms;
  }

  private static void written(String value, Set<String> forms) {
    forms.add(value);
    forms.add(value.strip());
    String json = json(value);
    forms.add(json);
    forms.add(json(json));
    forms.add(value.replace("'", "''"));
    forms.add(value.replace("\\", "\\\\").replace("'", "\\'"));
    forms.add(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    url(value, forms);
    base64(value, forms);
  }

  private static void url(String value, Set<String> forms) {
    String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String strict = form.replace("+", "%20").replace("*", "%2A");
    String loose =
        strict
            .replace("%21", "!")
            .replace("%24", "$")
            .replace("%26", "&")
            .replace("%27", "'")
            .replace("%28", "(")
            .replace("%29", ")")
            .replace("%2A", "*")
            .replace("%2B", "+")
            .replace("%2C", ",")
            .replace("%3B", ";")
            .replace("%3D", "=")
            .replace("%3A", ":")
            .replace("%7E", "~");
    String path = loose.replace("%40", "@").replace("%2F", "/");
    for (String each : List.of(form, strict, loose, path)) {
      forms.add(each);
      forms.add(HEX.matcher(each).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
    }
  }

  /** What JSON makes of a value; other characters stay. */
  static String json(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '\b' -> escaped.append("\\b");
        case '\f' -> escaped.append("\\f");
        default -> escaped.append(c < ' ' ? "\\u%04X".formatted((int) c) : Character.toString(c));
      }
    }
    return escaped.toString();
  }

  /**
   * Base64 writes three bytes as four characters, so that a value looks different at three
   * distances from the beginning, as in {@code user:password}. What its neighbours change is left
   * out.
   */
  private static void base64(String value, Set<String> forms) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SHORTEST_BYTES) {
      return;
    }
    for (int before = 0; before < 3; before++) {
      byte[] moved = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, moved, before, bytes.length);
      String whole = Base64.getEncoder().withoutPadding().encodeToString(moved);
      int from = (before * 8 + 5) / 6;
      int to = moved.length * 8 / 6;
      String middle = whole.substring(from, to);
      forms.add(middle);
      forms.add(middle.replace('+', '-').replace('/', '_'));
    }
  }
}
