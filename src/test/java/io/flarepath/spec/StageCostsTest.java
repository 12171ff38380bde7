package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.Cost;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.StageRecord;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the record of a run says of the costs of each stage. */
@Tag("spark")
class StageCostsTest {

  @RegisterExtension final Lab lab = new Lab();

  private final AtomicInteger started = new AtomicInteger();
  private final SparkListener listener =
      new SparkListener() {
        @Override
        public void onJobStart(SparkListenerJobStart job) {
          started.incrementAndGet();
        }
      };

  @BeforeEach
  void tenDays() {
    lab.now("2024-02-01T00:00");
    lab.tables().create("events", "at timestamp, id bigint", "days(at)");
    for (int day = 1; day <= 10; day++) {
      lab.tables().insert("events", "'2024-01-%02d 08:00:00', %d".formatted(day, day));
    }
  }

  @Test
  void theStagesAccountForTheTimeOfAPass_andWithWhatIsBesideThemForThatOfTheJob() {
    JobRecord job = lab.catchUp(LoadJob.daily().yaml()).job();
    assertThat(job.passes()).hasSize(10);
    for (PassRecord pass : job.passes()) {
      assertThat(pass.took().minus(sum(pass.stages())))
          .as("time of pass %d that is in no stage", pass.number())
          .isBetween(Duration.ZERO, least(pass.took()));
    }
    Duration passes =
        job.passes().stream().map(PassRecord::took).reduce(Duration.ZERO, Duration::plus);
    assertThat(job.stages())
        .extracting(StageRecord::stage)
        .contains("session", "branches", "untaken", "load", "newest");
    assertThat(job.took().minus(passes).minus(sum(job.stages())))
        .as("time of the job that is in no pass and no stage")
        .isBetween(Duration.ZERO, least(job.took()));
  }

  @Test
  void allJobsOfSparkAreThoseOfStages() throws Exception {
    LoadJob heavy =
        LoadJob.daily()
            .key("newest_id", "sql: select cast(max(id) as string) from all_events where id > 0")
            .step("spread", "SELECT at, id, count(*) OVER (PARTITION BY id % 2) AS n FROM events")
            .assertions("- {column: id, tests: [distinct_count > 0]}");
    String yaml =
        LoadJob.workflow(
            "both", heavy, LoadJob.named("other").whole().to("other").saveMode("append"));
    lab.session().sparkContext().listenerBus().waitUntilEmpty(10_000);
    lab.session().sparkContext().addSparkListener(listener);
    Run run;
    try {
      run = lab.catchUp(yaml, 3);
      lab.session().sparkContext().listenerBus().waitUntilEmpty(10_000);
    } finally {
      lab.session().sparkContext().removeSparkListener(listener);
    }
    assertThat(jobs(run.job("load"))).isGreaterThan(3 * 4);
    assertThat(jobs(run.job("load")) + jobs(run.job("other"))).isEqualTo(started.get());
    assertThat(stage(run.job("load").passes().get(0), "keys").sparkJobs().orElseThrow())
        .isPositive();
    assertThat(stage(run.job("load").passes().get(0), "audit").sparkJobs().orElseThrow())
        .isPositive();
  }

  @Test
  void aWindowReadsItsFilesAndSkipsTheOthers() {
    List<PassRecord> passes = lab.catchUp(LoadJob.daily().yaml(), 3).job().passes();
    for (PassRecord pass : passes) {
      Cost write = stage(pass, "write");
      DataFile read = file("events", pass.number() - 1);
      DataFile written = file("copy", pass.number() - 1);
      assertThat(write.filesRead()).hasValue(1);
      assertThat(write.bytesRead()).hasValue(read.fileSizeInBytes());
      // Those of the source, and those of the table whose rows outside the window would be kept.
      assertThat(write.filesSkipped()).hasValue(9 + pass.number() - 1);
      assertThat(write.filesWritten()).hasValue(1);
      assertThat(write.bytesWritten()).hasValue(written.fileSizeInBytes());
      assertThat(pass.outputs().get(0).bytesWritten()).isEqualTo(written.fileSizeInBytes());
      assertThat(others(pass.stages(), "write")).allMatch(Cost.NOTHING::equals);
    }
  }

  @Test
  void aMergeWritesItsFilesWhenItIsStaged() {
    LoadJob merged =
        LoadJob.daily()
            .options("merge: {onClause: old.id = new.id, whenClause: matched then update set *}");
    PassRecord pass = lab.run(merged.yaml()).pass();
    assertThat(stage(pass, "write").filesWritten()).hasValue(0);
    assertThat(stage(pass, "write").filesRead()).hasValue(1);
    assertThat(stage(pass, "stage").filesWritten()).hasValue(pass.outputs().get(0).filesWritten());
  }

  /** Staged files are handed to Spark by name, and a scan of them tells nothing. */
  @Test
  void anAuditReadsTheFilesThatWereWritten() {
    LoadJob judged = LoadJob.daily().assertions("- {column: id, tests: [distinct_count > 0]}");
    PassRecord pass = lab.run(judged.yaml()).pass();
    Cost audit = stage(pass, "audit");
    assertThat(audit.sparkJobs().orElseThrow()).isPositive();
    assertThat(audit.filesRead()).hasValue(1);
    assertThat(audit.bytesRead()).hasValue(file("copy", 0).fileSizeInBytes());
    assertThat(audit.filesSkipped()).hasValue(0);
    assertThat(audit.filesWritten()).hasValue(0);
  }

  /** So are the files of a table without partitions, of which rows outside the window are kept. */
  @Test
  void filesWhoseRowsAreKeptAreRead() {
    String whole = LoadJob.daily().partitionedBy("").yaml();
    lab.tables().create("copy", "at timestamp, id bigint", "");
    lab.tables()
        .sql(
            "INSERT INTO icebase.retail.copy SELECT /*+ COALESCE(1) */ * FROM VALUES"
                + " (timestamp '2024-01-01 09:00:00', 100L),"
                + " (timestamp '2023-12-31 09:00:00', 101L)");
    PassRecord pass = lab.run(whole).pass();
    assertThat(pass.outputs().get(0).counts().rowsKept()).isEqualTo(1);
    Cost write = stage(pass, "write");
    assertThat(write.filesRead()).hasValue(2);
    assertThat(write.bytesRead().orElseThrow()).isGreaterThan(file("events", 0).fileSizeInBytes());
    assertThat(write.filesSkipped()).hasValue(9);
  }

  @Test
  void whatCannotBeCountedIsNotZero() {
    lab.session().range(3).toDF("id").write().parquet(lab.folder() + "/files/parts/p=1");
    lab.session().range(3).toDF("id").write().parquet(lab.folder() + "/files/parts/p=2");
    String yaml =
        LoadJob.daily()
            .moreInput("- {name: parts, dataset: 'dataos://files:/parts?acl=r', format: parquet}")
            .step("some", "SELECT e.* FROM events e JOIN parts ON parts.id = e.id AND parts.p = 1")
            .yaml();
    Cost write = stage(lab.run(yaml).pass(), "write");
    assertThat(write.filesRead().orElseThrow()).isGreaterThan(1);
    // How many files are in the folders that were left out is not known.
    assertThat(write.filesSkipped()).isEmpty();
  }

  private DataFile file(String table, int number) {
    return StreamSupport.stream(
            lab.tables().table(table).newScan().planFiles().spliterator(), false)
        .map(task -> task.file())
        .sorted(
            (one, other) ->
                one.partition().get(0, Integer.class) - other.partition().get(0, Integer.class))
        .toList()
        .get(number);
  }

  private static Cost stage(PassRecord pass, String word) {
    return pass.stages().stream()
        .filter(stage -> stage.stage().equals(word))
        .findFirst()
        .orElseThrow()
        .cost();
  }

  private static List<Cost> others(List<StageRecord> stages, String word) {
    return stages.stream()
        .filter(stage -> !stage.stage().equals(word))
        .map(StageRecord::cost)
        .toList();
  }

  private static long jobs(JobRecord job) {
    Function<List<StageRecord>, Stream<OptionalLong>> counts =
        stages -> stages.stream().map(stage -> stage.cost().sparkJobs());
    return Stream.concat(
            counts.apply(job.stages()),
            job.passes().stream().flatMap(pass -> counts.apply(pass.stages())))
        .mapToLong(OptionalLong::orElseThrow)
        .sum();
  }

  private static Duration sum(List<StageRecord> stages) {
    return stages.stream().map(StageRecord::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** What may be lost between stages: little, also on a machine that does something else too. */
  private static Duration least(Duration whole) {
    Duration tenth = whole.dividedBy(10);
    Duration moment = Duration.ofMillis(50);
    return tenth.compareTo(moment) > 0 ? tenth : moment;
  }
}
