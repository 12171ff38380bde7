package io.flarepath.lab;

import io.flarepath.cli.EngineLogs;
import io.flarepath.secret.Vault;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.SparkSessions;
import io.flarepath.workflow.LogLevel;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The one Spark of this JVM, on two threads. It starts with the first test that needs it. */
public final class LabSpark {

  private static final Settings NOTHING =
      new Settings(
          Map.of(),
          Map.of(),
          Map.of(),
          new RunSettings(
              1,
              Duration.ofMinutes(10),
              Duration.ofDays(1),
              1,
              "UTC",
              "target",
              "target/runs",
              "icebase.flarepath.state",
              false));

  private LabSpark() {}

  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION = start();

    private static SparkSession start() {
      new EngineLogs().start("target", "spark-tests", LogLevel.WARN);
      return SparkSessions.start(
          "lab",
          NOTHING,
          List.of(
              Map.of(
                  "spark.master", "local[2]",
                  "spark.driver.host", "localhost",
                  "spark.driver.bindAddress", "127.0.0.1",
                  "spark.sql.shuffle.partitions", "2",
                  "spark.sql.warehouse.dir", "target/spark-warehouse")),
          ZoneOffset.UTC,
          new Vault());
    }
  }
}
