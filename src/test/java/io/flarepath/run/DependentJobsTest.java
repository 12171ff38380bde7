package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.lab.LoadJob;
import io.flarepath.publish.Mode;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Which jobs of a workflow run, in what order, and what one that fails does to the others. */
class DependentJobsTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void onlyTheJobsThatWereAskedForRun() {
    String two =
        LoadJob.workflow(
            "two", Rehearsal.tens("a").to("a"), Rehearsal.tens("b").after("a").to("b"));
    RunOptions onlyB =
        new RunOptions(Mode.RUN, Set.of("b"), false, OptionalInt.empty(), Map.of(), false);
    assertThat(rehearsal.run(two, onlyB).jobs()).extracting(JobRecord::name).containsExactly("b");
  }

  @Test
  void aJobStartsAfterThoseItDependsOn() {
    rehearsal.run(
        LoadJob.workflow(
            "chain",
            Rehearsal.tens("c").after("b").to("c"),
            Rehearsal.tens("b").after("a").to("b"),
            Rehearsal.tens("a").to("a")),
        Rehearsal.ONCE);
    assertThat(rehearsal.heard)
        .containsExactly(
            "started a",
            "ended a SUCCEEDED",
            "started b",
            "ended b SUCCEEDED",
            "started c",
            "ended c SUCCEEDED");
  }

  @Test
  void aFailedJobSkipsItsDependents() {
    rehearsal.engine.failsOn = "a";
    List<JobRecord> jobs =
        rehearsal
            .run(
                LoadJob.workflow(
                    "two", Rehearsal.tens("a").to("a"), Rehearsal.tens("b").after("a").to("b")),
                Rehearsal.ONCE)
            .jobs();
    assertThat(jobs).extracting(JobRecord::status).containsExactly(Status.FAILED, Status.SKIPPED);
    assertThat(jobs.get(1).diagnostics().get(0).message())
        .isEqualTo("the job `b` was skipped: it depends on a, which failed");
  }

  @Test
  void aJobWithNothingToDoHoldsNobodyBack() {
    rehearsal.engine.newest = OptionalLong.empty();
    List<JobRecord> jobs =
        rehearsal
            .run(
                LoadJob.workflow(
                    "two",
                    Rehearsal.tens("a").to("a"),
                    Rehearsal.tens("b").whole().after("a").to("b")),
                Rehearsal.ONCE)
            .jobs();
    assertThat(jobs)
        .extracting(JobRecord::status)
        .containsExactly(Status.NOTHING_TO_DO, Status.SUCCEEDED);
    assertThat(jobs.get(0).reason()).isEqualTo("the input has no rows yet");
  }

  @Test
  void aJobOfAnotherStackIsLeftToOthers() {
    String foreign =
        LoadJob.workflow("two", Rehearsal.tens("a").after("scan").to("a"))
            + "    - {name: scan, spec: {stack: scanner}}\n";
    List<JobRecord> jobs = rehearsal.run(foreign, Rehearsal.ONCE).jobs();
    assertThat(jobs)
        .extracting(JobRecord::status)
        .containsExactly(Status.SKIPPED, Status.SUCCEEDED);
    assertThat(jobs.get(0).reason()).isEqualTo("the stack `scanner` is not supported");
  }

  @Test
  void aBugInOneJobLetsThoseBesideItFinish() {
    AtomicBoolean isInterrupted = new AtomicBoolean();
    rehearsal.engine.breaksOn = "a";
    rehearsal.engine.whileWriting =
        () -> {
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            isInterrupted.set(true);
          }
        };
    String jobs =
        LoadJob.workflow(
            "four",
            Rehearsal.tens("a").to("a"),
            Rehearsal.tens("b").to("b"),
            Rehearsal.tens("c").after("a").to("c"),
            Rehearsal.tens("d").after("b").to("d"));
    assertThatThrownBy(() -> rehearsal.run(jobs, Rehearsal.ONCE)).hasRootCauseMessage("a bug");
    assertThat(isInterrupted).isFalse();
    assertThat(rehearsal.heard)
        .contains("ended b SUCCEEDED", "ended d SUCCEEDED")
        .doesNotContain("started c");
  }
}
