package io.flarepath.publish;

/** The names of our private branches: {@code flarepath_<job>_<run id>}. */
public final class BranchNames {

  private static final String PREFIX = "flarepath_";

  private BranchNames() {}

  public static String of(String job, String runId) {
    return PREFIX + job + "_" + runId;
  }

  /**
   * Whether a branch is one of this job, of whatever run. Neither jobs' names nor run ids hold an
   * underscore.
   */
  public static boolean isOf(String job, String branch) {
    String start = PREFIX + job + "_";
    return branch.startsWith(start) && branch.indexOf('_', start.length()) < 0;
  }

  /** The job of one of our branches. */
  static String jobOf(String branch) {
    return branch.substring(PREFIX.length(), branch.lastIndexOf('_'));
  }

  /** Whether a branch is one of ours, of whatever job. */
  public static boolean isOurs(String branch) {
    return branch.startsWith(PREFIX);
  }
}
