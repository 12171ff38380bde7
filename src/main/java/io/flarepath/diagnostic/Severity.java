package io.flarepath.diagnostic;

import java.util.Locale;

/** How much a diagnostic matters. */
public enum Severity {
  /** The work cannot be done, or was not done. */
  ERROR,
  /** The work is done, perhaps not as its author meant it. */
  WARNING,
  /** Worth knowing once. */
  NOTE;

  /** The word as people read it: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
