package io.flarepath.fire;

import com.github.f4b6a3.ulid.UlidCreator;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.function.Functions;
import io.flarepath.iceberg.Catalogs;
import io.flarepath.iceberg.IcebergTables;
import io.flarepath.lab.Plans;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.WorkflowPlanner;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Mode;
import io.flarepath.publish.Pause;
import io.flarepath.publish.Publishing;
import io.flarepath.run.Housekeeping;
import io.flarepath.run.LoadRunner;
import io.flarepath.run.Maintenance;
import io.flarepath.run.Resolver;
import io.flarepath.run.RunOptions;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.Slicing;
import io.flarepath.run.WorkflowRunner;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.SparkEngine;
import io.flarepath.spark.sql.CatalystSqlParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;

/**
 * One case's own world, which two processes can enter one after the other: a folder with a catalog
 * and a warehouse for the outputs, whose every step passes a gate, and a catalog to read from.
 *
 * @param folder of this case
 * @param source of the input's catalog; many cases read it
 * @param gate the gate's name
 * @param branchTtl how long the branches of dead runs are kept
 */
record Arena(Path folder, Path source, String gate, Duration branchTtl) {

  private static final Instant NOW = Instant.parse("2024-01-06T00:00:00Z");

  Settings settings() {
    Map<String, String> gated = catalog(folder);
    gated.remove("type");
    gated.put("catalog-impl", FireCatalog.class.getName());
    gated.put("io-impl", FireIO.class.getName());
    gated.put(FireCatalog.GATE, gate);
    return new Settings(
        Map.of(
            "icebase", new Depot.Iceberg("icebase", "icebase"),
            "source", new Depot.Iceberg("source", "source")),
        Map.of(
            "icebase", new CatalogSettings("icebase", gated),
            "source", new CatalogSettings("source", catalog(source))),
        Map.of(),
        new RunSettings(
            3,
            Duration.ofMinutes(10),
            branchTtl,
            1,
            "UTC",
            "target",
            "target/runs",
            "icebase.flarepath.state",
            false));
  }

  static Map<String, String> catalog(Path folder) {
    Map<String, String> catalog = new LinkedHashMap<>();
    catalog.put("type", "jdbc");
    catalog.put("uri", "jdbc:sqlite:" + folder.resolve("catalog.db"));
    catalog.put("warehouse", folder.resolve("warehouse").toString());
    catalog.put("jdbc.schema-version", "V1");
    catalog.put("jdbc.busy_timeout", "30000");
    return catalog;
  }

  /** Catches up, for at most so many windows. */
  JobRecord run(SparkSession spark, String workflow, OptionalInt maxWindows) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Problems problems = new Problems();
    RunPlan plan =
        Plans.reader()
            .read(new Source("jobs/fire.yaml", workflow), problems)
            .flatMap(
                read ->
                    new WorkflowPlanner(settings(), new CatalystSqlParser(), Plans.STRATEGIES)
                        .plan(read, problems))
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
    RunOptions options = new RunOptions(Mode.RUN, Set.of(), true, maxWindows, Map.of(), false);
    RunRecord record = runner(spark).run(UlidCreator.getMonotonicUlid().toString(), plan, options);
    return record.jobs().get(0);
  }

  private WorkflowRunner runner(SparkSession spark) {
    Settings settings = settings();
    Gate reached = Gate.named(gate);
    GatedTables tables = new GatedTables(new IcebergTables(new Catalogs(settings)), reached);
    GatedEvents events = new GatedEvents(reached);
    Backoff backoff =
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), new SplittableRandom(1));
    Clock clock = Clock.systemUTC();
    LoadRunner loads =
        new LoadRunner(
            new GatedEngine(new SparkEngine(spark, settings, Functions::apply, tables), reached),
            tables,
            new Resolver(tables, new Slicing(NOW)),
            new Publishing(tables, events, settings.run(), backoff, clock),
            new Housekeeping(tables, settings.run().branchTtl(), clock),
            new Maintenance(tables, events, settings.run().publishAttempts(), backoff, clock),
            events,
            clock,
            new io.flarepath.run.Interruption());
    return new WorkflowRunner(loads, tables, events, clock, Pause.SLEEP, 1);
  }
}
