package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.LoadJob;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import org.junit.jupiter.api.Test;

/** Runs of jobs that deliver to sinks, with tables beside them and without. */
class SinkRunsTest {

  private final Rehearsal rehearsal = new Rehearsal();

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
        .containsExactly("the pass had already been delivered to out/a.csv");
    rehearsal.engine.done.clear();
    JobRecord record = rehearsal.failing("").run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.passes().get(0).windows()).hasToString("[(0, 10]]");
    assertThat(rehearsal.engine.done)
        .containsExactly("write load other run-2-load-1-uuid-run-2/load", "close load");
    assertThat(record.passes().get(0).reason())
        .endsWith("; the sinks already received this window together with another table");
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
  void nothingIsWrittenAnywhereIfASinkDoesNotTakeItsResult() {
    LoadJob job =
        Rehearsal.tens()
            .moreOutput("- {name: again, dataset: out/a.csv, options: {saveMode: append}}")
            .moreOutput("- {name: again, dataset: out/b.csv, options: {saveMode: append}}")
            .step("again", "SELECT * FROM events");
    rehearsal.engine.refuses = "out/b.csv";
    JobRecord record = rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(record.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.FOLDER_NOT_OURS);
    assertThat(rehearsal.engine.done).containsExactly("close load");
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
}
