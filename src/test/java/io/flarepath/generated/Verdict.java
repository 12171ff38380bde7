package io.flarepath.generated;

/**
 * What became of a workflow.
 *
 * @param word the code of a refusal or of what broke, or what was lost knowingly; else empty
 * @param detail what people want to see of a failure
 */
record Verdict(Kind kind, String word, String detail) {

  enum Kind {
    /** The output is what one full computation gives. */
    EQUAL(false),
    /** The run stopped with a reason, and what it had published before is right. */
    REFUSED(false),
    /** It was asked to lose rows, and is not compared. */
    COUNTED(false),
    /** Rows are missing, with nothing said. */
    LOST(true),
    /** There are rows that should not be there: doubled, or of another window. */
    EXTRA(true),
    /** Both. */
    CHANGED(true),
    /** Windows were published after the last one that has rows. */
    AHEAD(true),
    /** There are complete windows with rows, and nothing to do. */
    STUCK(true),
    /** It stopped with something that is no reason to refuse this workflow. */
    BROKEN(true);

    private final boolean isFailure;

    Kind(boolean isFailure) {
      this.isFailure = isFailure;
    }
  }

  static Verdict of(Kind kind, String detail) {
    return new Verdict(kind, "", detail);
  }

  boolean isFailure() {
    return kind.isFailure;
  }

  /** Whether it is the same failure, whatever the rows. */
  boolean isLike(Verdict other) {
    return kind == other.kind && word.equals(other.word);
  }

  String title() {
    return word.isEmpty() ? kind.name() : kind + " " + word;
  }
}
