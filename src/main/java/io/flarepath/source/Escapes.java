package io.flarepath.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a path below a root stays below it, whoever reads the path: a file system that decodes
 * percent signs, that takes look-alikes for the characters that they look like, that leaves out
 * what cannot be seen, or that separates folders by backslashes; or an engine that expands braces
 * to several paths.
 */
public final class Escapes {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u0080-\\u009f]");

  /** Braces and commas, too: {@code {a/x,../y}} is two paths before it is a pattern. */
  private static final Pattern SEPARATOR =
      Pattern.compile("[/\\\\{},\u2044\u2215\u29f8\u2216\u29f5]");

  private static final Pattern DOTS = Pattern.compile("\\.+");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

  /** What file systems leave out of names, or what makes no difference to the eye. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cf}\\u034f\\u115f\\u1160\\u3164\\ufe00-\\ufe0f]");

  private static final Pattern ENCODED =
      Pattern.compile("(?:%[0-9a-fA-F]{2})+|%[uU][0-9a-fA-F]{4}");

  /** Dots and separators in more bytes than they need; lenient decoders accept them. */
  private static final Pattern OVERLONG =
      Pattern.compile("(?i)%(?:c0|e0%80|f0%80%80)%(?:(ae)|(af)|9c)|%(?:c1)%(9c)");

  /** Nobody encodes a name as often; each reading of a long one takes memory. */
  private static final int MOST_READINGS = 20;

  private Escapes() {}

  /**
   * What in a path leads out of its root, or may; empty if it stays below.
   *
   * @param path the part of an address that follows the depot
   */
  public static Optional<String> ofPath(String path) {
    return first(path, reading -> visible(reading).or(() -> step(reading)));
  }

  /**
   * What in the name of a table leads out of its namespace, where a catalog keeps tables in folders
   * that are named like them; empty if nothing does.
   *
   * @param name the table's name with its namespace, joined by dots
   */
  public static Optional<String> ofName(String name) {
    return first(name, reading -> visible(reading).or(() -> part(reading, name)));
  }

  private static Optional<String> first(String text, Function<String, Optional<String>> fault) {
    Set<String> readings = readings(text);
    for (String reading : readings) {
      Optional<String> why = fault.apply(reading);
      if (why.isPresent()) {
        return why.map(said -> reading.equals(text) ? said : said + encoded(reading));
      }
    }
    return readings.size() < MOST_READINGS
        ? Optional.empty()
        : Optional.of("its percent signs are encoded too often");
  }

  private static String encoded(String reading) {
    return ": it can be read as `" + CONTROL.matcher(reading).replaceAll("?") + "`";
  }

  private static Optional<String> visible(String path) {
    if (CONTROL.matcher(path).find()) {
      return Optional.of("it contains a control character");
    }
    return path.contains("\\")
        ? Optional.of(
            "a backslash separates folders on some systems, and hides a character on others")
        : Optional.empty();
  }

  private static Optional<String> step(String path) {
    for (String step : SEPARATOR.split(path, -1)) {
      String bare = step.replaceAll("\\s", "");
      if (DOTS.matcher(bare).matches()) {
        return Optional.of("`" + step + "` cannot be part of it");
      }
      if (SCHEME.matcher(bare).matches()) {
        return Optional.of("`" + step + "` begins an address of its own");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> part(String name, String written) {
    if (name.contains("/") && !written.contains("/")) {
      return Optional.of("a slash separates folders");
    }
    return name.startsWith(".") || name.endsWith(".") || name.contains("..")
        ? Optional.of("a part of the name is empty, or consists of dots only")
        : Optional.empty();
  }

  /** The path as it is written, and as it is after each decoding. */
  private static Set<String> readings(String path) {
    Set<String> readings = new LinkedHashSet<>();
    String reading = path;
    while (readings.add(reading) && readings.size() < MOST_READINGS) {
      String folded =
          UNSEEN.matcher(Normalizer.normalize(reading, Normalizer.Form.NFKC)).replaceAll("");
      readings.add(folded);
      reading = ENCODED.matcher(overlong(folded)).replaceAll(Escapes::decoded);
    }
    return readings;
  }

  private static String overlong(String path) {
    return OVERLONG
        .matcher(path)
        .replaceAll(
            found ->
                found.group(1) != null
                    ? "."
                    : found.group(2) != null ? "/" : Matcher.quoteReplacement("\\"));
  }

  private static String decoded(MatchResult found) {
    String text = found.group();
    if (Character.toLowerCase(text.charAt(1)) == 'u') {
      return Matcher.quoteReplacement(
          String.valueOf((char) Integer.parseInt(text.substring(2), 16)));
    }
    byte[] bytes = HexFormat.of().parseHex(text.replace("%", ""));
    return Matcher.quoteReplacement(
        StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString());
  }
}
