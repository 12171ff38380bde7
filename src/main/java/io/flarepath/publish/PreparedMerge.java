package io.flarepath.publish;

/** A result that is ready to be merged. */
public interface PreparedMerge extends PreparedWrite {

  /**
   * Merges it into a branch of its table, in at most one commit to that branch.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if that fails, also because several rows
   *     match one row of the table; the branch is worth nothing then, and may be removed
   */
  void merge(String branch);
}
