package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.publish.Mode;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunExitCodeTest {

  @ParameterizedTest
  @CsvSource({
    "JOB_FAILED, JOB_FAILED",
    "ANOTHER_RUN_WON, ANOTHER_RUN",
    "OUTCOME_UNKNOWN, OUTCOME_UNKNOWN",
    "TABLE_TOO_BUSY, JOB_FAILED",
    "INTERRUPTED, INTERRUPTED",
    "TABLE_ROLLED_BACK, JOB_FAILED",
    // A fault in the workflow that shows only when the job runs.
    "BAD_PARTITION_FIELD, JOB_FAILED",
  })
  void aFailedJobEndsTheRunByItsReason(Code code, ExitCode exit) {
    assertThat(exit(failed(code))).isEqualTo(exit);
  }

  @Test
  void theMostTellingOfSeveralFailuresDecides() {
    assertThat(
            exit(
                failed(Code.JOB_FAILED),
                failed(Code.ANOTHER_RUN_WON),
                failed(Code.OUTCOME_UNKNOWN)))
        .isEqualTo(ExitCode.OUTCOME_UNKNOWN);
    assertThat(exit(failed(Code.JOB_FAILED), failed(Code.ANOTHER_RUN_WON)))
        .isEqualTo(ExitCode.ANOTHER_RUN);
  }

  @Test
  void allElseIsDone() {
    assertThat(exit(job(Status.SUCCEEDED), job(Status.NOTHING_TO_DO), job(Status.SKIPPED)))
        .isEqualTo(ExitCode.DONE);
    assertThat(exit()).isEqualTo(ExitCode.DONE);
  }

  private static ExitCode exit(JobRecord... jobs) {
    return RunCommand.exitCode(
        new RunRecord("run", "test", Mode.RUN, Instant.EPOCH, Instant.EPOCH, Arrays.asList(jobs)));
  }

  private static JobRecord failed(Code code) {
    return new JobRecord(
        "load",
        Status.FAILED,
        "",
        List.of(),
        List.of(Diagnostic.note(Code.MONTH_DRIFT, "a note"), Diagnostic.error(code, "it failed")),
        Duration.ZERO);
  }

  private static JobRecord job(Status status) {
    return new JobRecord("load", status, "", List.of(), List.of(), Duration.ZERO);
  }
}
