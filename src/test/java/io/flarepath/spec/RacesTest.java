package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.table.TableFacts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Others commit to the output table while a run is at work on it. */
@Tag("spark")
class RacesTest {

  private static final String WORKFLOW = LoadJob.daily().yaml();
  private static final String FOREIGN = "2024-01-01 12:00:00 | 100";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void oneOfTwoDaysIsLoaded() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
    lab.run(WORKFLOW);
  }

  @Test
  void rowsThatOthersAppendBetweenStageAndPublishAreThere() {
    beforePublish(1, () -> lab.tables().insert("copy", "'2024-01-01 12:00:00', 100"));
    Run run = lab.run(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(run.output().attempts()).as("the result was computed once").isEqualTo(1);
    assertThat(lab.tables().rows("copy")).isEqualTo(eventsAnd(FOREIGN));
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void rowsThatOthersAppendBetweenLookAndStageAreThere() {
    before("stage", 1, () -> lab.tables().insert("copy", "'2024-01-01 12:00:00', 100"));
    Run run = lab.run(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(eventsAnd(FOREIGN));
  }

  @Test
  void rowsOfOthersInAKeptPartitionAreKeptToo() {
    // At noon of the second window's first day: its file is written again.
    String midnight = "2024-01-02 00:00:00 | 100";
    beforePublish(1, () -> lab.tables().insert("copy", "'2024-01-02 00:00:00', 100"));
    lab.run(WORKFLOW);
    assertThat(lab.tables().rows("copy")).isEqualTo(eventsAnd(midnight));
  }

  @Test
  void aCompactionBetweenStageAndPublishDoesNoHarm() {
    beforePublish(
        1,
        () ->
            lab.tables()
                .sql(
                    "CALL icebase.system.rewrite_data_files(table => 'retail.copy',"
                        + " options => map('rewrite-all', 'true'))"));
    Run run = lab.run(WORKFLOW);
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aChangedPropertyDoesNoHarm() {
    beforePublish(
        1, () -> lab.tables().sql("ALTER TABLE {}copy SET TBLPROPERTIES ('team' = 'retail')"));
    Run run = lab.run(WORKFLOW);
    assertThat(run.output().attempts()).isEqualTo(1);
    assertThat(lab.tables().table("copy").properties()).containsEntry("team", "retail");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void whoeverIsOvertakenByAnotherRunPublishesNothing() {
    before("stage", 1, () -> again(WORKFLOW));
    Run run = lab.run(WORKFLOW);
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
    assertThat(run.failure().message())
        .isEqualTo("another run of the job `load` published first: run-3");
    assertThat(run.failure().notes())
        .containsExactly(
            "the state is now `all_events.start = 2024-01-03 00:00:00`, but this run started from"
                + " `all_events.start = 2024-01-02 00:00:00`");
    assertThat(lab.tables().history("copy")).hasSize(2);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void whoeverIsOvertakenAtTheLastMomentPublishesNothingEither() {
    beforePublish(1, () -> again(WORKFLOW));
    Run run = lab.run(WORKFLOW);
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
    assertThat(lab.tables().history("copy")).hasSize(2);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void aBackfillByAnotherRunIsNotOverlookedThoughTheStateIsTheSame() {
    beforePublish(
        1,
        () ->
            quietly(
                () ->
                    lab.backfill(
                        WORKFLOW,
                        Map.of(
                            "all_events.start", "2024-01-01 00:00:00",
                            "all_events.end", "2024-01-02 00:00:00"))));
    Run run = lab.run(WORKFLOW);
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
  }

  @Test
  void aTableThatNeverComesToRestIsGivenUp() {
    AtomicInteger id = new AtomicInteger(100);
    lab.publishAttempts(2)
        .meddling(
            tables ->
                new MeddledTables(tables) {
                  @Override
                  public PublishOutcome publish(PublishRequest request) {
                    lab.tables().insert("copy", "'2024-01-01 12:00:00', " + id.getAndIncrement());
                    return super.publish(request);
                  }
                });
    Run run = lab.run(WORKFLOW);
    assertThat(run.failure().code()).isEqualTo(Code.TABLE_TOO_BUSY);
    assertThat(run.failure().message())
        .matches(
            "the table icebase.retail.copy kept changing: 2 attempts in \\d+ s lost to other writers");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1",
            "2024-01-01 12:00:00 | 100",
            "2024-01-01 12:00:00 | 101",
            "2024-01-02 00:00:00 | 2");
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void anAnswerThatWasLostIsFoundAgain() {
    AtomicInteger calls = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public PublishOutcome publish(PublishRequest request) {
                PublishOutcome outcome = super.publish(request);
                return calls.getAndIncrement() == 0
                    ? new PublishOutcome.Unknown(new IllegalStateException("the line is dead"))
                    : outcome;
              }
            });
    Run run = lab.run(WORKFLOW);
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(calls).hasValue(2);
    assertThat(lab.tables().history("copy")).hasSize(2);
  }

  @Test
  void twoFirstRunsAtOnceMakeOneTable() {
    String workflow = LoadJob.daily().to("fresh").yaml();
    before("create", 1, () -> again(workflow));
    Run run = lab.run(workflow);
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
    assertThat(lab.tables().history("fresh")).hasSize(1);
    assertThat(lab.tables().rows("fresh")).hasSize(2);
  }

  @Test
  void twoJobsOfOneWorkflowMayWriteOneTableSideBySide() {
    Run run =
        lab.publishAttempts(10)
            .catchUp(
                LoadJob.workflow(
                    "both",
                    LoadJob.named("one").to("shared").saveMode("append").properties(""),
                    LoadJob.named("two").to("shared").saveMode("append").properties("")));
    assertThat(run.record().jobs())
        .allSatisfy(job -> assertThat(job.diagnostics()).isEmpty())
        .extracting(JobRecord::status)
        .containsOnly(Status.SUCCEEDED);
    assertThat(lab.tables().rows("shared"))
        .isEqualTo(
            lab.tables().rows("events").stream().flatMap(row -> Stream.of(row, row)).toList());
  }

  private void beforePublish(int call, Runnable action) {
    before("publish", call, action);
  }

  /** Does something just before the call of this number that a run makes. */
  private void before(String what, int number, Runnable action) {
    AtomicInteger calls = new AtomicInteger();
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public Staged stage(StageRequest request, FileSet files, Budget budget) {
                meddle("stage");
                return super.stage(request, files, budget);
              }

              @Override
              public TableFacts create(OutputWrite write, String runId) {
                meddle("create");
                return super.create(write, runId);
              }

              @Override
              public PublishOutcome publish(PublishRequest request) {
                meddle("publish");
                return super.publish(request);
              }

              private void meddle(String now) {
                if (now.equals(what) && calls.incrementAndGet() == number) {
                  action.run();
                }
              }
            });
  }

  private void again(String workflow) {
    quietly(() -> lab.run(workflow));
  }

  /** Without meddling, so that the other run is left alone. */
  private void quietly(Runnable run) {
    lab.meddling(tables -> tables);
    run.run();
  }

  private List<String> eventsAnd(String row) {
    return Stream.concat(lab.tables().rows("events").stream(), Stream.of(row)).sorted().toList();
  }
}
