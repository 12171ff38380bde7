package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.FileEstimate;
import io.flarepath.publish.Mode;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.state.KeyName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Runs of workflows, with an engine of numbers and tables in memory. */
class WorkflowRunnerTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void aRunDoesOneWindow() {
    JobRecord job = rehearsal.run(Rehearsal.ONCE);
    assertThat(job.passes()).hasSize(1);
    assertThat(job.passes().get(0).reason())
        .isEqualTo("first window: the table has no state for this job");
    assertThat(job.passes().get(0).windows()).hasToString("[(0, 10]]");
    assertThat(rehearsal.run(Rehearsal.ONCE).passes().get(0).reason())
        .isEqualTo("the window is complete and the input has rows past its start");
  }

  @Test
  void sinksAreWrittenOnceBeforeTheFirstTableIsPublished() {
    LoadJob job =
        Rehearsal.tens()
            .step("again", "SELECT * FROM events")
            .step("more", "SELECT * FROM events")
            .output("again", "other")
            .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: append}}");
    JobRecord record = rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(rehearsal.engine.done)
        .containsExactly(
            "write load copy run-1-load-1-uuid-run-1/load",
            "prepare load out/a.csv",
            "deliver load out/a.csv",
            "write load other run-1-load-1-uuid-run-1/load",
            "close load");
    assertThat(record.passes().get(0).deliveries())
        .extracting(delivery -> delivery.sink().target() + " " + delivery.counts().rowsResult())
        .containsExactly("out/a.csv 7");
  }

  @Test
  void aPassOfATableThatIsBehindDoesNotGoToTheSinksAgain() {
    LoadJob job =
        Rehearsal.tens()
            .step("again", "SELECT * FROM events")
            .output("events", "other")
            .moreOutput("- {name: again2, dataset: out/a.csv, options: {saveMode: append}}")
            .step("again2", "SELECT * FROM events")
            .step("last", "SELECT * FROM events");
    rehearsal.failing("other");
    assertThat(rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0).diagnostics().get(0).notes())
        .containsExactly("the pass had been delivered to out/a.csv");
    rehearsal.engine.done.clear();
    JobRecord record = rehearsal.failing("").run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.passes().get(0).windows()).hasToString("[(0, 10]]");
    assertThat(rehearsal.engine.done)
        .containsExactly("write load other run-2-load-1-uuid-run-2/load", "close load");
    assertThat(record.passes().get(0).reason())
        .endsWith("; the sinks already received this window with another table");
    rehearsal.engine.done.clear();
    rehearsal.run(job.yaml(), Rehearsal.ONCE);
    assertThat(rehearsal.engine.done).containsOnlyOnce("deliver load out/a.csv");
  }

  @Test
  void aTableThatJoinsAJobCatchesUpWithoutTheSinks() {
    LoadJob job =
        Rehearsal.tens()
            .moreOutput("- {name: again, dataset: out/a.csv, options: {saveMode: append}}")
            .step("again", "SELECT * FROM events");
    rehearsal.upTo(30).run(job.yaml(), Rehearsal.CATCH_UP);
    rehearsal.engine.done.clear();
    rehearsal.upTo(40).run(job.output("again", "late").yaml(), Rehearsal.CATCH_UP);
    assertThat(rehearsal.engine.done)
        .filteredOn(what -> what.startsWith("write load late"))
        .hasSize(4);
    assertThat(rehearsal.engine.done).containsOnlyOnce("deliver load out/a.csv");
  }

  @Test
  void aJobWithSinksOnlyKeepsItsStateInTheTableOfTheSettings() {
    LoadJob job =
        Rehearsal.tens()
            .withoutTable()
            .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: append}}");
    rehearsal.run(job.yaml(), Rehearsal.ONCE);
    JobRecord second = rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(second.passes().get(0).windows()).hasToString("[(10, 20]]");
    assertThat(second.passes().get(0).outputs())
        .extracting(output -> output.table() + " " + output.content())
        .containsExactly("icebase.flarepath.state STATE");
    rehearsal.failing("out/a.csv");
    JobRecord failed = rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.passes()).isEmpty();
    assertThat(
            rehearsal
                .failing("")
                .run(job.yaml(), Rehearsal.ONCE)
                .jobs()
                .get(0)
                .passes()
                .get(0)
                .windows())
        .hasToString("[(20, 30]]");
  }

  @Test
  void aRunThatWasOvertakenDeliversNothing() {
    LoadJob job =
        Rehearsal.tens()
            .moreOutput("- {name: again, dataset: out/a.csv, options: {saveMode: append}}")
            .step("again", "SELECT * FROM events");
    rehearsal.engine.whileWriting =
        () -> {
          rehearsal.engine.whileWriting = () -> {};
          rehearsal.run(job.yaml(), Rehearsal.ONCE);
        };
    JobRecord loser = rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(loser.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.ANOTHER_RUN_WON);
    assertThat(rehearsal.engine.done).containsOnlyOnce("deliver load out/a.csv");
    assertThat(rehearsal.tables.branches()).isEmpty();
  }

  @Test
  void aStateTableStaysForOtherJobs() {
    LoadJob job =
        Rehearsal.tens()
            .withoutTable()
            .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: append}}");
    rehearsal.failing("out/a.csv").run(job.yaml(), Rehearsal.ONCE);
    assertThat(rehearsal.tables.asked).contains("create state").doesNotContain("remove state");
  }

  @Test
  void aJobWithSinksOnlyAndWithoutStateRunsEachTime() {
    LoadJob job =
        Rehearsal.tens()
            .whole()
            .withoutTable()
            .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: ignore}}");
    for (int i = 0; i < 2; i++) {
      JobRecord record = rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
      assertThat(record.passes().get(0).deliveries()).hasSize(1);
      assertThat(record.passes().get(0).outputs()).isEmpty();
    }
    rehearsal.engine.there.add("out/a.csv");
    assertThat(rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0).status())
        .isEqualTo(Status.NOTHING_TO_DO);
  }

  @Test
  void aCatchUpEndsWithTheData() {
    rehearsal.engine.newest = OptionalLong.of(25);
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(job.passes()).hasSize(3);
    assertThat(job.reason()).isEqualTo("the input has no rows past 30 yet; its newest at is 25");
    JobRecord again = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(again.status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(again.reason()).isEqualTo(job.reason());
  }

  @Test
  void eachPassOfARunHasItsOwnFiles() {
    rehearsal.engine.newest = OptionalLong.of(15);
    rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(rehearsal.engine.done)
        .containsExactly(
            "write load copy run-1-load-1-uuid-run-1/load",
            "write load copy run-1-load-2-uuid-run-1/load",
            "close load");
  }

  @Test
  void aBackfillLeavesTheStateAndDoesItsKeys() {
    rehearsal.run(Rehearsal.ONCE);
    RunOptions backfill =
        new RunOptions(
            Mode.BACKFILL,
            Set.of(),
            false,
            OptionalInt.empty(),
            Map.of(new KeyName("all_events", "start"), "500"),
            true);
    JobRecord job = rehearsal.run(backfill);
    assertThat(job.passes().get(0).windows()).hasToString("[(500, 510]]");
    assertThat(job.passes().get(0).reason()).isEqualTo("backfill of the given keys");
    assertThat(rehearsal.tables.table(Plans.COPY).mark("load").state())
        .isEqualTo(Plans.state("10"));
  }

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
  void aBugIsThrownAndTheSessionIsClosed() {
    rehearsal.engine.whileWriting =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> rehearsal.run(Rehearsal.ONCE)).hasRootCauseMessage("a bug");
    assertThat(rehearsal.engine.done).contains("close load");
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

  @Test
  void aRetryDoesNotPublishTwiceWhatNoStateTells() {
    LoadJob job =
        Rehearsal.tens()
            .whole()
            .saveMode("append")
            .step("again", "SELECT * FROM events")
            .output("events", "other");
    rehearsal.failing("other");
    JobRecord record = rehearsal.run(retried(job), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(rehearsal.engine.done)
        .extracting(what -> what.replaceAll(" run-.*", ""))
        .containsExactly("write load copy", "write load other", "close load");
    assertThat(record.diagnostics().get(0).help())
        .contains("the job was not retried: it has already published and would publish twice");
  }

  @Test
  void aRetryDoesNotDeliverTwiceWhatNoStateTells() {
    LoadJob job =
        Rehearsal.tens()
            .whole()
            .withoutTable()
            .moreOutput("- {name: events, dataset: out/a.csv, options: {saveMode: append}}")
            .moreOutput("- {name: again, dataset: out/b.csv, options: {saveMode: append}}")
            .step("again", "SELECT * FROM events");
    rehearsal.failing("out/b.csv");
    JobRecord record = rehearsal.run(retried(job), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(rehearsal.engine.done).containsOnlyOnce("deliver load out/a.csv");
    assertThat(record.published()).hasSize(1);
  }

  private static String retried(LoadJob job) {
    return job.yaml()
        .replace("      spec:\n", "      retry: {count: 2, strategy: always}\n      spec:\n");
  }

  @Test
  void anInterruptedRunSaysSo() {
    rehearsal.engine.whileWriting = () -> Thread.currentThread().interrupt();
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(job.diagnostics().get(0).code()).isEqualTo(Code.INTERRUPTED);
    assertThat(job.passes()).hasSize(1);
  }

  @Test
  void theOutputThatIsBehindGoesFirstAndAlone() {
    LoadJob job =
        Rehearsal.tens().step("again", "SELECT * FROM events").to("copy").output("events", "other");
    rehearsal.engine.newest = OptionalLong.of(15);
    rehearsal.engine.failsOn = "other";
    rehearsal.run(job.yaml(), Rehearsal.ONCE);
    rehearsal.engine.failsOn = "";
    rehearsal.engine.done.clear();
    rehearsal.run(job.yaml(), Rehearsal.CATCH_UP);
    assertThat(rehearsal.engine.done)
        .extracting(what -> what.replaceAll(" run-.*", ""))
        .containsExactly("write load other", "write load copy", "write load other", "close load");
  }

  @Test
  void aPreviewShowsTheWindowsThatFollowAndDoesNothing() {
    rehearsal.engine.newest = OptionalLong.of(25);
    JobOutlook.Pass pass =
        (JobOutlook.Pass) rehearsal.preview(Rehearsal.tens().yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(pass.following()).containsExactly("(10, 20]", "(20, 30]");
    assertThat(pass.end()).contains("the input has no rows past 30 yet; its newest at is 25");
    assertThat(pass.files().get("events")).isEqualTo(new FileEstimate(1, 1_234_567, 3));
    assertThat(rehearsal.tables.asked).isEmpty();
  }

  @Test
  void aPreviewEndsWhereAWindowStandsStill() {
    JobOutlook.Pass pass =
        (JobOutlook.Pass)
            rehearsal
                .preview(
                    Rehearsal.tens().state("- {key: start, value: start}").yaml(), Rehearsal.ONCE)
                .jobs()
                .get(0);
    assertThat(pass.following()).isEmpty();
  }

  @Test
  void waitingBetweenAttemptsGrowsAndHasABound() {
    SplittableRandom random = new SplittableRandom(1);
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20), random);
    long start = System.nanoTime();
    backoff.pause(60);
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(9L, 500L);
  }
}
