package io.flarepath.secret;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The secrets that a process has met so far: in its environment, its settings, its workflows. What
 * leaves the process goes through here. Safe for use by several threads.
 */
public final class Vault {

  /** Variables of every shell: the working directory, and no password. */
  private static final Set<String> FOLDERS = Set.of("PWD", "OLDPWD");

  /** Under a secret name, these say whether something is used. */
  private static final Set<String> SWITCHES =
      Set.of("true", "false", "yes", "none", "null", "enabled", "disabled", "required", "optional");

  private final Set<String> values = new LinkedHashSet<>();
  private volatile Redactor redactor = new Redactor(List.of());

  /** A vault that knows nothing yet. */
  public Vault() {}

  /** A vault of the variables of the environment and of Java whose names are secret. */
  public static Vault ofTheProcess() {
    Vault vault = new Vault();
    vault.learnEnvironment(System.getenv());
    for (String name : System.getProperties().stringPropertyNames()) {
      vault.learn(Map.of(name, System.getProperty(name, "")));
    }
    return vault;
  }

  /** The variables of a process. */
  public void learnEnvironment(Map<String, String> variables) {
    Map<String, String> others = new HashMap<>(variables);
    others.keySet().removeAll(FOLDERS);
    learn(others);
  }

  /** Options or variables, by name: the values of secret names, and the secrets in addresses. */
  public void learn(Map<String, String> named) {
    Set<String> found = new LinkedHashSet<>();
    named.forEach(
        (name, value) -> {
          boolean isSwitch = SWITCHES.contains(value.strip().toLowerCase(Locale.ROOT));
          if (!isSwitch && SecretNames.isSecret(name, value)) {
            found.add(value);
          }
          found.addAll(inside(value));
        });
    learn(found);
  }

  /** Values that are secret in any case. */
  public synchronized void learn(Set<String> secrets) {
    if (values.addAll(secrets)) {
      redactor = new Redactor(values);
    }
  }

  /** What a text says behind a secret name, or in an address. */
  public static Set<String> inside(String text) {
    Set<String> found = new LinkedHashSet<>();
    for (SecretPlaces.Stretch each : SecretPlaces.in(text)) {
      String value = text.substring(each.from(), each.to());
      found.add(value);
      found.add(decoded(value));
    }
    return found;
  }

  /** As {@link Redactor#redact}. */
  public String redact(String text) {
    return redactor.redact(text);
  }

  /** As {@link RedactedJson#of}. */
  public String redactJson(String document) {
    return RedactedJson.of(document, this::redact);
  }

  /** As {@link Redactor#redactLog}. */
  public String redactLog(String text) {
    return redactor.redactLog(text);
  }

  /** As {@link Redactor#cover}. */
  public String cover(String line) {
    return redactor.cover(line);
  }

  /** What is known so far, for an engine that redacts by itself what it writes. */
  public synchronized Set<String> secrets() {
    return Set.copyOf(values);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}
