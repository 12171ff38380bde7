package io.flarepath.untaken;

/**
 * The rows of one incremental input that no window takes.
 *
 * @param input the input's name
 * @param source where its rows are, for people
 * @param asked what was asked of it
 */
public record Untaken(String input, String source, Question asked, Counts counts) {

  /** The same with what a look at the rows gave; of late rows they tell nothing. */
  public Untaken with(Counts seen) {
    return new Untaken(
        input,
        source,
        asked,
        new Counts(seen.nulls(), seen.beforeFirst(), counts.late(), seen.waiting()));
  }
}
