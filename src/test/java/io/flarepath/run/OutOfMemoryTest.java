package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.OutOfMemory;
import io.flarepath.lab.LoadJob;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the jobs of a run when memory runs out. */
@Timeout(60)
class OutOfMemoryTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void aJobThatRunsOutOfMemoryFailsAloneAndSaysWhatToDo() {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    rehearsal.engine.whileWriting =
        () -> {
          if (isFirst.getAndSet(false)) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    List<JobRecord> jobs = run("first", "second");
    assertThat(jobs).extracting(JobRecord::status).contains(Status.FAILED, Status.SUCCEEDED);
    Diagnostic said = failed(jobs).diagnostics().get(0);
    assertThat(said.code()).isEqualTo(Code.OUT_OF_MEMORY);
    assertThat(said.message()).matches("the job `(first|second)` ran out of memory");
    assertThat(said.notes()).containsExactly("OutOfMemoryError: Java heap space");
    assertThat(said.help().toString())
        .contains("FLAREPATH_DRIVER_MEMORY=4g", "spark.sql.shuffle.partitions", "fanout-enabled");
    assertThat(rehearsal.engine.done).contains("close first", "close second");
  }

  @Test
  void itsDependentsAreSkipped() {
    rehearsal.engine.whileWriting =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    String yaml =
        LoadJob.workflow(
            "test", Rehearsal.tens("first"), Rehearsal.tens("second").to("other").after("first"));
    List<JobRecord> jobs = rehearsal.run(yaml, Rehearsal.ONCE).jobs();
    assertThat(jobs).extracting(JobRecord::status).containsExactly(Status.FAILED, Status.SKIPPED);
  }

  @Test
  void jobsThatWaitForADeadThreadOfTheEngineEnd() {
    rehearsal.engine.whileWriting = OutOfMemoryTest::waitForADeadThread;
    List<JobRecord> jobs = run("first", "second", "third");
    assertThat(jobs).extracting(JobRecord::status).containsOnly(Status.FAILED);
    assertThat(jobs)
        .allSatisfy(
            job -> {
              assertThat(job.diagnostics())
                  .extracting(Diagnostic::code)
                  .containsExactly(Code.OUT_OF_MEMORY);
              assertThat(job.diagnostics().get(0).message())
                  .isEqualTo("the engine ran out of memory");
              assertThat(job.diagnostics().get(0).notes())
                  .containsExactly(
                      "OutOfMemoryError: in the engine",
                      "the job `%s` could not continue without it".formatted(job.name()));
            });
  }

  @Test
  void theEnginesOwnReportOfALackOfMemoryIsRecognized() {
    FlarepathException failure =
        new FlarepathException(
            Diagnostic.error(Code.JOB_FAILED, "the result `x` cannot be computed"),
            new IllegalStateException(
                "Job aborted due to stage failure: Task 0 failed 1 times, most recent failure: "
                    + "Lost task 0.0: java.lang.OutOfMemoryError: Java heap space\n\tat a.b(C.java)"));
    assertThat(OutOfMemory.of(failure, "the job `x`").orElseThrow().notes())
        .containsExactly("OutOfMemoryError: Java heap space", "the result `x` cannot be computed");
  }

  @Test
  void aCommitWhoseOutcomeIsUnknownStaysUnknown() {
    FlarepathException failure =
        new FlarepathException(
            Diagnostic.error(Code.OUTCOME_UNKNOWN, "who knows"), new OutOfMemoryError("heap"));
    assertThat(OutOfMemory.of(failure, "the job `x`")).isEmpty();
  }

  private List<JobRecord> run(String... names) {
    LoadJob[] jobs = new LoadJob[names.length];
    for (int i = 0; i < names.length; i++) {
      jobs[i] = Rehearsal.tens(names[i]).to(i == 0 ? "copy" : "other" + i);
    }
    return rehearsal.run(LoadJob.workflow("test", jobs), Rehearsal.ONCE).jobs();
  }

  private static JobRecord failed(List<JobRecord> jobs) {
    return jobs.stream().filter(job -> job.status() == Status.FAILED).findFirst().orElseThrow();
  }

  /** As Spark's scheduler does: its thread dies, and those that wait for it hear nothing. */
  private static void waitForADeadThread() {
    Thread engine =
        new Thread(
            () -> {
              throw new OutOfMemoryError("in the engine");
            });
    engine.start();
    try {
      boolean unused = new CountDownLatch(1).await(50, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new FlarepathException(
          Diagnostic.error(Code.INTERRUPTED, "the run was interrupted"), e);
    }
  }
}
