package io.flarepath.cli;

/**
 * One {@code --key CONTEXT.KEY=VALUE}; the first dot ends the context.
 *
 * @param context the incremental context; has no dot in it
 * @param key the key's name in that context
 * @param value the value that the key takes instead of its own; may be empty
 */
public record KeyOverride(String context, String key, String value) {

  @Override
  public String toString() {
    return context + "." + key + "=" + value;
  }
}
