package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several outputs in a job, several jobs in a workflow. */
@Tag("spark")
class JobsTest {

  private static final String VERSION_OF_COPY =
      """
          - name: version
            dependencies: [load]
            spec:
              stack: toolbox
              stackSpec:
                dataset: dataos://icebase:retail/copy?acl=rw
                action: {name: set_version, value: latest}
      """;

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeDays() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 09:00:00', 2",
            "'2024-01-03 10:00:00', 3");
  }

  @Test
  void eachOutputOfAJobHoldsItsOwnStateAndTheyShareTheirPasses() {
    String workflow =
        LoadJob.daily()
            .step("odd", "SELECT * FROM events WHERE id % 2 = 1")
            .step("even", "SELECT * FROM events WHERE id % 2 = 0")
            .to("evens")
            .output("odd", "odds")
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.job().passes())
        .hasSize(3)
        .allSatisfy(pass -> assertThat(pass.outputs()).hasSize(2));
    assertThat(lab.tables().rows("odds"))
        .containsExactly("2024-01-01 08:00:00 | 1", "2024-01-03 10:00:00 | 3");
    assertThat(lab.tables().rows("evens")).containsExactly("2024-01-02 09:00:00 | 2");
    assertThat(lab.tables().state("odds", "load"))
        .isEqualTo(lab.tables().state("evens", "load"))
        .hasToString("all_events.start = 2024-01-04 00:00:00");
  }

  @Test
  void aStateAtTheEndOfTheLastWholeWindowIsNotAhead() {
    String workflow = LoadJob.daily().yaml();
    lab.catchUp(workflow);
    assertThat(lab.examine(workflow))
        .as("the newest row is of ten, the state of midnight")
        .isEmpty();
    lab.tables().sql("DELETE FROM {}events WHERE id > 1");
    assertThat(lab.examine(workflow))
        .extracting(each -> each.code())
        .containsExactly(Code.STATE_AHEAD);
  }

  @Test
  void jobsSideBySideThatWriteOneTableKeepTheirFilesApart() {
    lab.tables()
        .create("more", "at timestamp, id bigint", "")
        .insert("more", "'2024-01-01 08:00:00', 100", "'2024-01-02 09:00:00', 200")
        .create("both", "at timestamp, id bigint", "days(at)");
    // Both have written their files before either of them stages its own.
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger stagings = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public Staged stage(StageRequest request, FileSet files, Budget budget) {
                if (stagings.incrementAndGet() <= 2) {
                  waitFor(together);
                }
                return super.stage(request, files, budget);
              }
            });
    Run run =
        lab.run(
            LoadJob.workflow(
                "two",
                LoadJob.named("one").whole().from("events").to("both").saveMode("append"),
                LoadJob.named("two").whole().from("more").to("both").saveMode("append")));
    assertThat(run.record().jobs().stream().flatMap(job -> job.diagnostics().stream())).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}both ORDER BY id"))
        .containsExactly("1", "2", "3", "100", "200");
  }

  private static void waitFor(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other job did not come", e);
    }
  }

  @Test
  void anOutputThatFailedIsTheFirstToGoOn() {
    LoadJob good =
        LoadJob.daily()
            .step("again", "SELECT * FROM events")
            .step("out", "SELECT * FROM events")
            .output("again", "second");
    LoadJob bad =
        LoadJob.daily()
            .step("broken", "SELECT at, CAST(raise_error('no') AS bigint) AS id FROM events")
            .step("out", "SELECT * FROM events")
            .output("broken", "second");
    lab.run(good.yaml());
    Run failed = lab.run(bad.yaml());
    assertThat(failed.job().status()).isEqualTo(Status.FAILED);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
    assertThat(lab.tables().state("second", "load"))
        .hasToString("all_events.start = 2024-01-02 00:00:00");
    Run next = lab.catchUp(good.yaml());
    assertThat(next.job().passes())
        .extracting(pass -> pass.windows() + " " + pass.outputs().size())
        .containsExactly(
            "[(2024-01-02 00:00:00, 2024-01-03 00:00:00]] 1",
            "[(2024-01-03 00:00:00, 2024-01-04 00:00:00]] 2");
    assertThat(next.job().passes().get(0).outputs().get(0).table())
        .hasToString("icebase.retail.second");
    assertThat(lab.tables().rows("second")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void whatAFailedPassDidPublishIsInItsRecord() {
    Run failed =
        lab.run(
            LoadJob.daily()
                .step("broken", "SELECT at, CAST(raise_error('no') AS bigint) AS id FROM events")
                .step("out", "SELECT * FROM events")
                .output("broken", "second")
                .yaml());
    assertThat(failed.job().status()).isEqualTo(Status.FAILED);
    assertThat(failed.output().table()).hasToString("icebase.retail.copy");
    assertThat(failed.output().snapshotId()).isEqualTo(lab.tables().current("copy").snapshotId());
    assertThat(lab.tables().exists("second")).isFalse();
  }

  @Test
  void viewsOfOneNameInTwoJobsSideBySideDoNotMeet() {
    Run run =
        lab.catchUp(
            LoadJob.workflow(
                "two",
                LoadJob.named("ones").step("out", "SELECT at, 1 AS id FROM events").to("ones"),
                LoadJob.named("twos").step("out", "SELECT at, 2 AS id FROM events").to("twos")));
    assertThat(run.record().jobs()).extracting(JobRecord::status).containsOnly(Status.SUCCEEDED);
    assertThat(lab.tables().rows("ones")).hasSize(3).allMatch(row -> row.endsWith("| 1"));
    assertThat(lab.tables().rows("twos")).hasSize(3).allMatch(row -> row.endsWith("| 2"));
  }

  @Test
  void twoJobsWithTheirStatesInOneTable() {
    LoadJob first = LoadJob.named("first").saveMode("append").properties("");
    LoadJob second = LoadJob.named("second").saveMode("append").properties("").after("first");
    Run run = lab.catchUp(LoadJob.workflow("both", first, second));
    assertThat(run.record().jobs()).extracting(JobRecord::status).containsOnly(Status.SUCCEEDED);
    assertThat(lab.tables().rows("copy")).hasSize(6);
    assertThat(lab.tables().state("copy", "first"))
        .isEqualTo(lab.tables().state("copy", "second"))
        .hasToString("all_events.start = 2024-01-04 00:00:00");
    assertThat(lab.catchUp(LoadJob.workflow("both", first, second)).record().jobs())
        .extracting(JobRecord::status)
        .containsOnly(Status.NOTHING_TO_DO);
  }

  @Test
  void aFailedJobSkipsItsDependentsAndTheOthersGoOn() {
    Run run =
        lab.run(
            LoadJob.workflow(
                "four",
                LoadJob.named("broken").from("nowhere").to("a"),
                LoadJob.named("after").after("broken").to("b"),
                LoadJob.named("further").after("after").to("c"),
                LoadJob.named("apart").to("d")));
    assertThat(run.record().jobs())
        .extracting(job -> job.name() + " " + job.status())
        .containsExactly("broken FAILED", "after SKIPPED", "further SKIPPED", "apart SUCCEEDED");
    assertThat(run.job("after").reason()).isEqualTo("it depends on broken, which failed");
    assertThat(run.job("further").reason()).isEqualTo("it depends on after, which failed");
    assertThat(run.job("after").diagnostics().get(0).code()).isEqualTo(Code.DEPENDENCY_FAILED);
    assertThat(lab.tables().exists("b")).isFalse();
    assertThat(lab.tables().rows("d")).hasSize(1);
  }

  @Test
  void aJobReadsWhatTheJobBeforeItPublished() {
    Run run =
        lab.catchUp(
            LoadJob.workflow(
                "chain",
                LoadJob.named("one").to("first"),
                LoadJob.named("two").after("one").from("first").to("second")));
    assertThat(run.job("two").passes()).hasSize(3);
    assertThat(lab.tables().rows("second")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void setVersionReportsTheSnapshot() {
    Run run = lab.run(LoadJob.daily().yaml() + VERSION_OF_COPY);
    assertThat(run.job("version").status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.job("version").reason())
        .isEqualTo(
            "icebase.retail.copy is at snapshot " + lab.tables().current("copy").snapshotId());
  }

  @Test
  void setVersionMissesATableThatIsNotThere() {
    Run run = lab.run(LoadJob.daily().to("other").yaml() + VERSION_OF_COPY);
    assertThat(run.job("version").status()).isEqualTo(Status.FAILED);
    assertThat(run.job("version").diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(Code.TABLE_MISSING);
              assertThat(diagnostic.message())
                  .isEqualTo("the table icebase.retail.copy does not exist");
              assertThat(diagnostic.help())
                  .containsExactly("make this job depend on the job that writes the table");
            });
  }

  @Test
  void aJobWithoutIncrementalInputIsDueEachTime() {
    String workflow = LoadJob.daily().whole().properties("").yaml();
    lab.run(workflow);
    Run again = lab.run(workflow);
    assertThat(again.pass().reason())
        .isEqualTo("the job has no incremental input, so each run is due");
    assertThat(again.output().write().word()).isEqualTo("replace-all");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }
}
