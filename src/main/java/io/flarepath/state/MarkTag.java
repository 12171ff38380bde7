package io.flarepath.state;

import java.util.Map;
import java.util.Optional;

/**
 * The tag by which a table holds the snapshot that a job's mark names: {@code flarepath_<job>}. An
 * expiry keeps a tagged snapshot, so that it can be shown whether main still descends from it.
 */
public final class MarkTag {

  private static final String PREFIX = "flarepath_";

  private MarkTag() {}

  /** The name of a job's tag. */
  public static String of(String job) {
    return PREFIX + job;
  }

  /**
   * The job of a tag, by its name; empty for any other ref. No job's name holds an underscore, and
   * the private branches of runs have a second one.
   */
  public static Optional<String> job(String ref) {
    boolean isOurs = ref.length() > PREFIX.length() && ref.startsWith(PREFIX);
    return isOurs && ref.indexOf('_', PREFIX.length()) < 0
        ? Optional.of(ref.substring(PREFIX.length()))
        : Optional.empty();
  }

  /**
   * Whether a ref of that name was set by the job.
   *
   * @param isTag whether it is a tag, and not a branch
   * @param summary of the snapshot that it points at
   */
  public static boolean isOf(String job, boolean isTag, Map<String, String> summary) {
    return isTag && SummaryState.isOf(job, summary);
  }
}
