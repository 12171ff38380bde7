package io.flarepath.cli;

import io.flarepath.function.Functions;
import io.flarepath.iceberg.Catalogs;
import io.flarepath.iceberg.IcebergTables;
import io.flarepath.plan.Due;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.run.Backoff;
import io.flarepath.run.Engine;
import io.flarepath.run.LoadRunner;
import io.flarepath.run.Preview;
import io.flarepath.run.Publishing;
import io.flarepath.run.Resolver;
import io.flarepath.run.RunEvents;
import io.flarepath.run.Tables;
import io.flarepath.run.WorkflowRunner;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.SparkEngine;
import io.flarepath.spark.SparkSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;

/** Starts the engine and puts the rooms together around it. Closing it stops the engine. */
final class EngineRoom implements AutoCloseable {

  private final Settings settings;
  private final Clock clock;
  private final SparkSession spark;
  private final Tables tables;

  /**
   * @param clock tells which windows are complete; the time that things take is measured apart
   * @param plans the workflows whose jobs will run, for their engine settings
   */
  EngineRoom(Settings settings, Clock clock, List<RunPlan> plans) {
    this.settings = settings;
    this.clock = clock;
    EmbeddedStorage.prepare(settings);
    this.spark = SparkSessions.start("flarepath", settings, jobConf(plans));
    this.tables =
        new IcebergTables(new Catalogs(settings, () -> spark.sparkContext().hadoopConfiguration()));
  }

  SparkSession spark() {
    return spark;
  }

  WorkflowRunner runner(RunEvents events) {
    RunSettings run = settings.run();
    Backoff backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), new SplittableRandom());
    Clock watch = Clock.systemUTC();
    LoadRunner loads =
        new LoadRunner(
            engine(), resolver(), new Publishing(tables, events, run, backoff), events, watch);
    return new WorkflowRunner(loads, tables, events, watch, run.parallelJobs());
  }

  Preview preview() {
    return new Preview(engine(), resolver(), tables);
  }

  private Engine engine() {
    return new SparkEngine(spark, settings, Functions::apply);
  }

  private Resolver resolver() {
    Due due = new Due(clock.instant(), ZoneId.of(settings.run().timeZone()));
    return new Resolver(tables, Workspace.SQL, due);
  }

  private static List<Map<String, String>> jobConf(List<RunPlan> plans) {
    List<Map<String, String>> conf = new ArrayList<>();
    for (RunPlan plan : plans) {
      for (JobPlan job : plan.jobs()) {
        if (job instanceof JobPlan.Load load) {
          Map<String, String> entries = new LinkedHashMap<>();
          load.job().sparkConf().forEach((name, value) -> entries.put(name, value.value()));
          conf.add(entries);
        }
      }
    }
    return conf;
  }

  @Override
  public void close() {
    spark.stop();
  }
}
