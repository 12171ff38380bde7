package io.flarepath.cli;

import java.util.Map;

/** When colour is used, as {@code --color} says. */
public enum ColorMode {
  /** On a terminal that can show it and whose owner has not refused it. */
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * Whether to colour what goes to one stream.
   *
   * <p>{@code NO_COLOR} counts when it is set and not empty (no-color.org).
   *
   * @param environment the environment variables
   * @param terminal whether the stream ends at a terminal
   */
  public boolean decide(Map<String, String> environment, boolean terminal) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          terminal
              && environment.getOrDefault("NO_COLOR", "").isEmpty()
              && !environment.getOrDefault("TERM", "").equals("dumb");
    };
  }
}
