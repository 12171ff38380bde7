package io.flarepath.state;

/**
 * A key within its context.
 *
 * @param context the context's name; has no dot in it
 * @param key the key's name
 */
public record KeyName(String context, String key) implements Comparable<KeyName> {

  /** {@code context.key}, as written in properties and on the command line. */
  @Override
  public String toString() {
    return context + "." + key;
  }

  /** Reads {@code context.key}; the first dot parts them. */
  public static KeyName parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new IllegalArgumentException("not CONTEXT.KEY: " + text);
    }
    return new KeyName(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(KeyName other) {
    return toString().compareTo(other.toString());
  }
}
