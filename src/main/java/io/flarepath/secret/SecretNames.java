package io.flarepath.secret;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells from the name of a setting, an option or a variable whether its value is a secret. */
public final class SecretNames {

  private static final Pattern WORD_ENDS = Pattern.compile("[^\\p{Alnum}]+|(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern OTHER_THAN_LETTERS = Pattern.compile("[^a-z0-9]");

  private static final Set<String> CERTAIN_WORDS =
      Set.of("pass", "pwd", "pw", "sas", "sig", "authorization", "bearer", "jwt", "cookie");

  /** These may as well be about the key of a table, or about who may do what. */
  private static final Set<String> DOUBTFUL_WORDS = Set.of("key", "keys", "auth", "signature");

  private static final List<String> CERTAIN_PARTS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "passcode",
          "secret",
          "token",
          "credential",
          "apikey",
          "accesskey",
          "accountkey",
          "privatekey",
          "storagekey",
          "encryptionkey",
          "signingkey",
          "masterkey",
          "keystorekey",
          "jaas");

  /** A misspelt option is shown to its author; its value is still a secret. */
  private static final List<String> MISSPELT = List.of("password", "secretkey", "credential");

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
          "dir",
          "directory",
          "domain",
          "limit",
          "rate",
          "size",
          "count");

  /** What a value under a doubtful name looks like if it is a secret: {@code AKIA47…}. */
  private static final Pattern RANDOM =
      Pattern.compile("(?=\\S*[0-9])(?=\\S*[A-Za-z])[^\\s(){}]{12,}");

  private static final String MASK = "***";

  private SecretNames() {}

  /**
   * Whether a setting of this name may hold a secret: {@code password}, {@code
   * s3.secret-access-key}, {@code oauth2Token}. In doubt it does.
   */
  public static boolean isSecret(String name) {
    return hasWord(name, true);
  }

  /** Whether a value of this name is a secret beyond doubt, whatever it looks like. */
  public static boolean isCertain(String name) {
    return hasWord(name, false);
  }

  /** Whether this name says that this value is a secret; in doubt the value decides. */
  public static boolean isSecret(String name, String value) {
    return isCertain(name) || (isSecret(name) && RANDOM.matcher(value.strip()).matches());
  }

  /** What to show in the place of a secret; says nothing about it, not even its length. */
  public static String mask(String value) {
    return value.isEmpty() ? "" : MASK;
  }

  private static boolean hasWord(String name, boolean inDoubt) {
    String[] words = WORD_ENDS.split(name);
    if (words.length == 0 || HARMLESS_ENDS.contains(lower(words[words.length - 1]))) {
      return false;
    }
    String plain = OTHER_THAN_LETTERS.matcher(lower(name)).replaceAll("");
    return CERTAIN_PARTS.stream().anyMatch(plain::contains)
        || MISSPELT.stream().anyMatch(word -> isNear(plain, word))
        || Arrays.stream(words)
            .map(SecretNames::lower)
            .anyMatch(
                word -> CERTAIN_WORDS.contains(word) || (inDoubt && DOUBTFUL_WORDS.contains(word)));
  }

  /** One letter is wrong, missing or too many, or all letters are there in the wrong order. */
  private static boolean isNear(String name, String word) {
    if (Math.abs(name.length() - word.length()) > 1) {
      return false;
    }
    int same = 0;
    int shorter = Math.min(name.length(), word.length());
    while (same < shorter && name.charAt(same) == word.charAt(same)) {
      same++;
    }
    String rest = name.substring(same);
    String wanted = word.substring(same);
    return after(rest).equals(after(wanted))
        || after(rest).equals(wanted)
        || rest.equals(after(wanted))
        || Arrays.equals(name.chars().sorted().toArray(), word.chars().sorted().toArray());
  }

  private static String after(String text) {
    return text.isEmpty() ? "" : text.substring(1);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
