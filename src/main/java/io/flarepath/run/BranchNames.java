package io.flarepath.run;

/** The names of our private branches: {@code flarepath_<job>_<run id>}. */
public final class BranchNames {

  private static final String PREFIX = "flarepath_";
  private static final int RUN_ID_LENGTH = 26;

  private BranchNames() {}

  static String of(String job, String runId) {
    return PREFIX + job + "_" + runId;
  }

  /** Whether a branch is one of this job, of whatever run. Job names hold no underscore. */
  public static boolean isOf(String job, String branch) {
    String start = PREFIX + job + "_";
    return branch.startsWith(start) && branch.length() == start.length() + RUN_ID_LENGTH;
  }

  /** Whether a branch is one of ours, of whatever job. */
  public static boolean isOurs(String branch) {
    return branch.startsWith(PREFIX);
  }
}
