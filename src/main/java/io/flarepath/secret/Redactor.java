package io.flarepath.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes secrets out of any text that people or logs may see: the values that it knows, in all forms
 * in which programs write them, and those that their place gives away, such as {@code
 * user:password@} in addresses.
 */
public final class Redactor {

  /**
   * A known value that is shorter is taken out only where its place gives it away. In other places
   * it would be part of any word, and it protects nothing: it is guessed in seconds.
   */
  public static final int SHORTEST = 4;

  private static final String MASK = "***";

  private final Needles values;

  /** A redactor of these values. */
  public Redactor(Collection<String> secretValues) {
    Set<String> forms = new LinkedHashSet<>();
    for (String value : secretValues) {
      forms.addAll(SecretForms.of(value));
    }
    forms.removeIf(form -> form.isBlank() || form.length() < SHORTEST);
    this.values = new Needles(forms);
  }

  /** The text with a mask in the place of each secret. */
  public String redact(String text) {
    return masked(text, found(text));
  }

  /** The same for a line of a log: also what follows any secret name. */
  public String redactLog(String text) {
    List<SecretPlaces.Stretch> found = found(text);
    found.addAll(NamedValues.in(text));
    return masked(text, found);
  }

  /**
   * The same for a line of the user's own file, which is shown with a mark under a place: each
   * character of a secret becomes a star, so that all others keep their columns.
   */
  public String cover(String line) {
    List<SecretPlaces.Stretch> found = found(line);
    found.addAll(NamedValues.in(line));
    StringBuilder covered = new StringBuilder(line);
    for (SecretPlaces.Stretch each : found) {
      for (int i = each.from(); i < each.to(); i++) {
        covered.setCharAt(i, '*');
      }
    }
    return covered.toString();
  }

  private List<SecretPlaces.Stretch> found(String text) {
    List<SecretPlaces.Stretch> found = new ArrayList<>(values.in(text));
    found.addAll(SecretPlaces.in(text));
    return found;
  }

  /** What overlaps is one secret, so that no end of one is left behind another. */
  private static String masked(String text, List<SecretPlaces.Stretch> found) {
    if (found.isEmpty()) {
      return text;
    }
    found.sort(Comparator.comparingInt(SecretPlaces.Stretch::from));
    StringBuilder masked = new StringBuilder();
    int at = 0;
    for (SecretPlaces.Stretch each : found) {
      if (each.from() >= at) {
        masked.append(text, at, each.from()).append(MASK);
      }
      at = Math.max(at, each.to());
    }
    return masked.append(text, at, text.length()).toString();
  }
}
