package io.flarepath.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells from a setting's name whether its value must never be shown. */
public final class Secrets {

  private static final Pattern WORD_ENDS = Pattern.compile("[^\\p{Alnum}]+|(?<=[a-z0-9])(?=[A-Z])");

  private static final Set<String> SECRET_WORDS =
      Set.of("pass", "pwd", "key", "keys", "sas", "auth", "authorization", "signature");

  private static final List<String> SECRET_PARTS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "credential",
          "apikey",
          "accesskey");

  /** Last words of settings that are about a secret and do not hold one. */
  private static final Set<String> HARMLESS_ENDS =
      Set.of(
          "enabled",
          "ms",
          "seconds",
          "at",
          "ttl",
          "provider",
          "class",
          "type",
          "uri",
          "url",
          "endpoint",
          "path",
          "file",
          "size",
          "count");

  private static final String MASK = "***";

  private Secrets() {}

  /**
   * Whether a setting of this name may hold a secret: {@code password}, {@code
   * s3.secret-access-key}, {@code oauth2Token}. In doubt it does.
   */
  public static boolean isSecret(String name) {
    String[] words = WORD_ENDS.split(name);
    if (words.length == 0 || HARMLESS_ENDS.contains(lower(words[words.length - 1]))) {
      return false;
    }
    String plain = lower(name).replaceAll("[^a-z0-9]", "");
    return SECRET_PARTS.stream().anyMatch(plain::contains)
        || Arrays.stream(words).map(Secrets::lower).anyMatch(SECRET_WORDS::contains);
  }

  /** What to show in the place of a secret; says nothing about it, not even its length. */
  public static String mask(String value) {
    return value.isEmpty() ? "" : MASK;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
