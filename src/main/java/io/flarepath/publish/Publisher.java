package io.flarepath.publish;

import io.flarepath.table.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The port by which what is staged becomes what readers see. Thread-safe. */
public interface Publisher {

  /**
   * Makes one attempt to make the staged snapshot current and set the job's mark, in one commit. It
   * looks first: what an earlier attempt did is found.
   *
   * @return what it came to; {@link PublishOutcome} says of each case what the caller may do next.
   *     A catalog that fails is an outcome, not an exception
   */
  PublishOutcome publish(PublishRequest request);

  /**
   * Looks for what an earlier attempt did, and commits nothing.
   *
   * @return empty also where the catalog does not answer: it says nothing then
   */
  Optional<PublishOutcome.Published> find(PublishRequest request);

  /**
   * Makes one attempt to set main back and the job's mark with it, in one commit.
   *
   * @return as {@link #publish}, and never {@link PublishOutcome.BranchTouched}
   */
  PublishOutcome rewind(RewindRequest request);

  /**
   * Removes a branch, if it still ends where it did. Never of a publish whose outcome is unknown. A
   * failure is logged and no more: the branch goes with its age.
   */
  void removeBranch(TableName name, Branch branch);

  /**
   * Lets the engine commit to a table by itself.
   *
   * @param summary goes with the snapshots that are made on this thread
   * @return false after a clean conflict with others' commits: nothing was changed, and it may be
   *     done again
   * @throws RuntimeException what the work throws otherwise; it may have changed something
   */
  boolean commits(TableName name, Map<String, String> summary, Runnable work);

  /**
   * Expires the oldest snapshots of a table that asks for it, if there are many that nobody needs
   * any more. No run has to do it, so a failure is logged and no more.
   *
   * @param wanted properties of the table that its workflow names, which count more than those that
   *     it has
   * @param now by which the age of snapshots is judged
   * @return how many
   */
  int expireOldest(TableName name, Map<String, String> wanted, Instant now);
}
