package io.flarepath.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of any text that people or logs may see: the values it was given, {@code
 * user:password@} in addresses, and parameters of addresses whose names are secret.
 */
public final class Redactor {

  private static final int TELLING_LENGTH = 4;
  private static final Pattern USER_INFO =
      Pattern.compile("(\\b[a-zA-Z][a-zA-Z0-9+.-]*:(?:[a-zA-Z]+:)?//[^\\s/:@]*):[^\\s/]*@");
  private static final Pattern PARAMETER = Pattern.compile("([?&;])([\\w.-]+)=([^&;\\s\"'`]+)");

  private final List<Pattern> values;

  /** A redactor of these values; empty ones are left out. */
  public Redactor(Collection<String> secretValues) {
    Set<String> forms = new LinkedHashSet<>();
    for (String value : secretValues) {
      forms.add(value);
      forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    this.values =
        forms.stream()
            .filter(form -> !form.isBlank())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Redactor::pattern)
            .toList();
  }

  /** A redactor of every secret that the settings hold. */
  public static Redactor of(Settings settings) {
    return new Redactor(secrets(settings));
  }

  /** The values of all settings whose names are secret. */
  public static Set<String> secrets(Settings settings) {
    Set<String> secrets = new LinkedHashSet<>();
    settings.catalogs().values().forEach(catalog -> collect(catalog.properties(), secrets));
    settings.depots().values().forEach(depot -> collect(depot.properties(), secrets));
    collect(settings.spark(), secrets);
    return secrets;
  }

  /** The text with a mask in the place of each secret. */
  public String redact(String text) {
    String clean = USER_INFO.matcher(text).replaceAll("$1:***@");
    clean =
        PARAMETER.matcher(clean).replaceAll(found -> Matcher.quoteReplacement(parameter(found)));
    for (Pattern value : values) {
      clean = value.matcher(clean).replaceAll("***");
    }
    return clean;
  }

  private static String parameter(MatchResult found) {
    boolean isSecret = Secrets.isSecret(found.group(2));
    return found.group(1) + found.group(2) + "=" + (isSecret ? "***" : found.group(3));
  }

  /**
   * A short value is redacted only where it is a whole word: elsewhere it may be part of anything.
   */
  private static Pattern pattern(String value) {
    String literal = Pattern.quote(value);
    return Pattern.compile(
        value.length() < TELLING_LENGTH ? "(?<!\\w)" + literal + "(?!\\w)" : literal);
  }

  private static void collect(Map<String, String> properties, Set<String> secrets) {
    properties.forEach(
        (name, value) -> {
          if (Secrets.isSecret(name)) {
            secrets.add(value);
          }
        });
  }
}
