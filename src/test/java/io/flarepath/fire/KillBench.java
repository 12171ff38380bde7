package io.flarepath.fire;

import io.flarepath.lab.LabSpark;
import io.flarepath.lab.LabTables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.spark.guard.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * The process that dies. It brings the run of each case to its point, where all its threads stand
 * still; when every case stands at its point, the process halts, and that is each one's end.
 *
 * <p>Starting a JVM with Spark for every case would take ten times as long and prove the same.
 */
public final class KillBench {

  private static final int HALTED = 66;
  private static final String ICEBERG =
      "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions";

  private KillBench() {}

  /** Arguments: the folder, and a file with one case in each line. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    // Iceberg writes manifests on threads that all tables share; those that stand still are lost.
    System.setProperty("iceberg.worker.num-threads", "128");
    SparkSession spark = manyThreads();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      KillCase kill = KillCase.parse(line);
      bring(kill, kill.arena(root), spark);
    }
    Runtime.getRuntime().halt(HALTED);
  }

  /** A task that stands still keeps its thread. The laboratory finds this session and takes it. */
  private static SparkSession manyThreads() {
    SparkSession.builder()
        .master("local[128]")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.default.parallelism", "2")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.extensions", ICEBERG + "," + Guard.NAME)
        .getOrCreate();
    return LabSpark.session();
  }

  private static void bring(KillCase kill, Arena arena, SparkSession spark)
      throws IOException, InterruptedException {
    if (kill.situation().before > 0) {
      arena.run(spark, kill.workflow(), OptionalInt.of(kill.situation().before));
    }
    if (!kill.foreign().isEmpty()) {
      foreign(kill, new LabTables(arena.settings(), "UTC"));
    }
    if (kill.situation() == KillCase.Situation.OLD_BRANCH) {
      new LabTables(arena.settings(), "UTC")
          .sql("ALTER TABLE {}copy CREATE BRANCH flarepath_load_01HZ0000000000000000000000");
    }
    StoppingGate gate = new StoppingGate(kill.point(), kill.nth());
    Gate.NAMED.put(arena.gate(), meddling(kill, arena, gate));
    StringBuilder ended = new StringBuilder();
    Thread run =
        new Thread(
            () -> {
              JobRecord job = arena.run(spark, kill.workflow(), OptionalInt.of(1));
              if (job.status() != Status.SUCCEEDED) {
                ended.append(job.diagnostics());
              }
            });
    run.setDaemon(true);
    run.start();
    gate.await(run);
    String outcome = gate.isStopped() ? "stopped" : "ended " + ended;
    Files.writeString(arena.folder().resolve("outcome"), outcome);
  }

  private static void foreign(KillCase kill, LabTables tables) {
    String rows =
        kill.foreign().stream()
            .map(row -> "('%s')".formatted(row.replace(" | ", "', '")))
            .collect(Collectors.joining(", "));
    for (String table : kill.tables()) {
      tables.sql(
          """
          INSERT INTO {}%s
          SELECT /*+ COALESCE(1) */ CAST(col1 AS timestamp), CAST(col2 AS bigint), CAST(col3 AS date)
          FROM VALUES %s
          """
              .formatted(table, rows));
    }
  }

  private static Gate meddling(KillCase kill, Arena arena, StoppingGate gate) {
    if (kill.situation() != KillCase.Situation.MAIN_MOVED) {
      return gate;
    }
    AtomicBoolean isFirst = new AtomicBoolean(true);
    LabTables tables = new LabTables(arena.settings(), "UTC");
    return point -> {
      gate.reach(point);
      if (point == Point.AFTER_STAGE && isFirst.getAndSet(false)) {
        gate.aside(() -> tables.insert("copy", "'2024-02-01 10:00:00', 900, '2024-02-01'"));
      }
    };
  }
}
