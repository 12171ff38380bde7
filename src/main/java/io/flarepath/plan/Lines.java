package io.flarepath.plan;

import io.flarepath.diagnostic.Span;

/** Places that a message names besides the one that it shows. */
final class Lines {

  private Lines() {}

  /**
   * A line in words.
   *
   * @param shown the file that the message shows: only other files are named
   */
  static String of(Span span, String shown) {
    return span.source().name().equals(shown)
        ? "line " + span.line()
        : span.source().name() + ":" + span.line();
  }
}
