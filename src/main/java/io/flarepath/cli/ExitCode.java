package io.flarepath.cli;

import io.flarepath.diagnostic.Code;

/** The exit code that the process returns to its caller. A number never changes its meaning. */
public enum ExitCode {
  /** Done, or nothing to do. */
  DONE(0),
  JOB_FAILED(1),
  /** Bad arguments, workflow or settings: nothing was started. */
  REJECTED(2),
  /** An audit rejected the data: nothing was published. */
  AUDIT_REJECTED(3),
  /** A commit may or may not have happened: look before you run again. */
  OUTCOME_UNKNOWN(4),
  /** Another run of the job holds it or published first. */
  ANOTHER_RUN(5),
  BUG(70),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** How work ends that stopped for this reason. */
  public static ExitCode of(Code code) {
    return switch (code) {
      case ANOTHER_RUN_WON -> ANOTHER_RUN;
      case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
      case AUDIT_REJECTED -> AUDIT_REJECTED;
      case BUG -> BUG;
      case INTERRUPTED -> INTERRUPTED;
      // It is found in SQL before anything runs, and also while something does.
      case SCRIPT_REFUSED -> REJECTED;
      // It is one of the codes of the command line, but the command was valid.
      case DEPENDENCY_FAILED -> JOB_FAILED;
      default -> byFamily(code);
    };
  }

  private static ExitCode byFamily(Code code) {
    return switch (code.number().substring(0, 3)) {
      case "FP1", "FP2", "FP6" -> REJECTED;
      default -> JOB_FAILED;
    };
  }
}
