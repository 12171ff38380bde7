package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.Main;
import io.flarepath.state.JobMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The flights of the quickstart, loaded by the program itself, which SIGKILL ends at random
 * moments; it is started again until all flights are there, and then the load begins anew. Four
 * kills in each build, fifty with {@code -Dfire=all}.
 */
@Tag("fire")
class RandomKillsTest {

  private static final String FLIGHTS = "182909";
  private static final String JOB = "flights-incremental";
  private static final int KILLS = "all".equals(System.getProperty("fire")) ? 25 : 2;

  private final Path folder;
  private final JdbcCatalog catalog = new JdbcCatalog();
  private int parallel = 1;

  RandomKillsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void loadTheFlights() throws Exception {
    Files.createSymbolicLink(folder.resolve("jobs"), Path.of("jobs").toAbsolutePath());
    StringBuilder settings = new StringBuilder();
    Arena.catalog(folder)
        .forEach(
            (name, value) ->
                settings.append("flarepath.catalogs.icebase.%s = \"%s\"%n".formatted(name, value)));
    Files.writeString(folder.resolve("kill.conf"), settings.toString());
    catalog.setConf(new Configuration());
    catalog.initialize("icebase", Arena.catalog(folder));
    Child ingest = program("jobs/flights-ingest.yaml");
    assertThat(ingest.exit()).as(ingest.text()).isZero();
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void allFlightsArriveOnceHoweverOftenTheLoadIsKilled(int sideBySide) throws Exception {
    parallel = sideBySide;
    Map<String, String> truth = undisturbed();
    Random random = new Random(20010101);
    int kills = 0;
    int rounds = 0;
    List<Integer> windows = new ArrayList<>();
    while (kills < KILLS) {
      rounds++;
      String table = "round" + rounds;
      Path job = job(table);
      boolean isDone = false;
      while (!isDone) {
        Child load = program(job.toString());
        isDone = kills >= KILLS || load.endsWithin(1_500 + random.nextInt(12_000));
        if (isDone) {
          assertThat(load.exit()).as(load.text()).isZero();
        } else {
          load.kill();
          kills++;
          windows.add(assertStateAndData(table, truth));
        }
      }
      assertThat(rows(table)).isEqualTo(FLIGHTS);
      assertStateAndData(table, truth);
    }
    System.out.printf(
        "%d kills in %d loads of %d windows side by side, after so many windows: %s%n",
        kills, rounds, parallel, windows);
  }

  /** How many rows the table has at each state, by a load that nobody kills. */
  private Map<String, String> undisturbed() throws IOException, InterruptedException {
    Child load = program(job("undisturbed").toString());
    assertThat(load.exit()).as(load.text()).isZero();
    assertThat(rows("undisturbed")).isEqualTo(FLIGHTS);
    Map<String, String> rows = new HashMap<>();
    rows.put("", "0");
    for (Snapshot snapshot : table("undisturbed").snapshots()) {
      Map<String, String> summary = Optional.ofNullable(snapshot.summary()).orElse(Map.of());
      rows.put(
          "incremental_flights.start = " + summary.get("flarepath.state.incremental_flights.start"),
          summary.getOrDefault("total-records", "?"));
    }
    // The last flight is at the end of the last month, which then is a window of its own.
    assertThat(rows).hasSize(parallel > 1 ? 8 : 7);
    return rows;
  }

  /** How many windows are published. */
  private int assertStateAndData(String name, Map<String, String> truth) {
    if (!catalog.tableExists(identifier(name))) {
      return 0;
    }
    Table table = table(name);
    String state = JobMark.read(JOB, table.properties()).state().toString();
    assertThat(rows(name)).as(state).isEqualTo(truth.getOrDefault(state, "no such state"));
    List<Snapshot> snapshots = new ArrayList<>();
    for (Snapshot at = table.currentSnapshot(); at != null; at = parent(table, at)) {
      snapshots.add(at);
    }
    return snapshots.size();
  }

  private static @Nullable Snapshot parent(Table table, Snapshot of) {
    Long parent = of.parentId();
    return parent == null ? null : table.snapshot(parent);
  }

  private String rows(String name) {
    return Optional.ofNullable(table(name).currentSnapshot())
        .map(snapshot -> snapshot.summary().getOrDefault("total-records", "?"))
        .orElse("0");
  }

  private Table table(String name) {
    return catalog.loadTable(identifier(name));
  }

  private static TableIdentifier identifier(String name) {
    return TableIdentifier.of("retail", name);
  }

  /** The quickstart's workflow, into another table. */
  private Path job(String table) throws IOException {
    String text = Files.readString(Path.of("jobs", "flights-incremental.yaml"));
    return Files.writeString(
        folder.resolve(table + ".yaml"),
        // Windows that share a day would wait for each other.
        (parallel > 1
                ? text.replace("departed_at >", "departed_at >=")
                    .replace("departed_at <=", "departed_at <")
                : text)
            .replace("retail/flights_incremental", "retail/" + table));
  }

  private Child program(String workflow) throws IOException {
    return Child.start(
        folder,
        Main.class,
        "run",
        "--catch-up",
        "--parallel",
        Integer.toString(parallel),
        workflow,
        "--conf",
        "kill.conf");
  }
}
