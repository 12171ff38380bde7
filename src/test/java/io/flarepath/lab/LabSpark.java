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
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;

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

  /**
   * Takes the catalogs of other tests out of the application's session. A command's settings go
   * there when its Spark already runs, and stay for the commands after it.
   */
  public static void forgetCatalogs() {
    RuntimeConfig conf = session().conf();
    List.copyOf(JavaConverters.mapAsJavaMap(conf.getAll()).keySet()).stream()
        .filter(name -> name.startsWith("spark.sql.catalog."))
        .forEach(conf::unset);
    session().sessionState().catalogManager().reset();
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
