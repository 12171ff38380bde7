package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.state.SummaryNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four processes do the same job of several windows at the same time. */
@Tag("fire")
class RaceTest {

  private static final int RACERS = 4;
  private static final Pattern WINNER =
      Pattern.compile("error\\[FP5101]: another run of the job `load` published first: (\\w{26})");

  @RegisterExtension final Lab lab = new Lab();

  /** Rows that are in the table before. */
  private final List<String> others = new ArrayList<>();

  private int windows = 20;

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void onSqliteEachWindowIsPublishedOnce(String mode) throws Exception {
    race(LoadJob.daily().saveMode(mode));
  }

  /** Each window rewrites the file that has rows before and after all of them. */
  @Test
  void withoutPartitionsEachWindowIsPublishedOnceAndRowsBesideItStay() throws Exception {
    lab.tables()
        .create("copy", "at timestamp, id bigint", "")
        .sql(
            "INSERT INTO {}copy SELECT /*+ COALESCE(1) */ CAST(col1 AS timestamp), CAST(col2 AS bigint)"
                + " FROM VALUES ('2023-12-01 00:00:00', 900), ('2024-03-01 00:00:00', 901)");
    others.addAll(lab.tables().rows("copy"));
    windows = 8;
    race(LoadJob.daily().partitionedBy(""));
    assertThat(ofPublishes("deleted-data-files")).hasSize(windows);
  }

  @Test
  void onARestCatalogEachWindowIsPublishedOnce() throws Exception {
    Path server = Files.createDirectories(lab.folder().resolve("server"));
    Path port = server.resolve("port");
    Child rest = Child.start(server, RestServer.class, server.toString(), port.toString());
    try {
      while (!Files.exists(port)) {
        assertThat(rest.endsWithin(20)).as(rest.text()).isFalse();
      }
      lab.catalog("type", "rest")
          .catalog("uri", "http://127.0.0.1:" + Files.readString(port))
          .catalog("warehouse", "any");
      race(LoadJob.daily().saveMode("append"));
    } finally {
      rest.kill();
    }
  }

  private void race(LoadJob job) throws IOException, InterruptedException {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .sql(
            "INSERT INTO {}events SELECT timestamp '2024-01-01 12:00:00' + make_interval(0, 0, 0, CAST(id AS int)), id"
                + " FROM range(0, %d)".formatted(windows));
    Path workflow = Files.writeString(lab.folder().resolve("job.yaml"), job.yaml());
    Path settings = Files.writeString(lab.folder().resolve("race.conf"), FireLab.conf(lab));
    Path start = lab.folder().resolve("start");
    List<Child> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      racers.add(
          Child.start(
              lab.folder().resolve("racer" + i),
              Racer.class,
              report(i).toString(),
              start.toString(),
              "run",
              "--catch-up",
              workflow.toString(),
              "--conf",
              settings.toString()));
    }
    for (int i = 0; i < RACERS; i++) {
      while (!Files.exists(Path.of(report(i) + ".ready"))) {
        Thread.sleep(10);
      }
    }
    Files.writeString(start, "");
    for (Child racer : racers) {
      assertThat(racer.exit()).as(racer.text()).isZero();
    }
    assertEachWindowOnce();
    assertLosersNameTheWinner();
  }

  private void assertEachWindowOnce() {
    List<String> rows = new ArrayList<>(lab.tables().rows("events"));
    rows.addAll(others);
    assertThat(lab.tables().rows("copy")).containsExactlyInAnyOrderElementsOf(rows);
    List<String> starts = ofPublishes(SummaryNames.KEY_PREFIX + "all_events.start");
    assertThat(lab.tables().history("copy")).hasSize(windows + (others.isEmpty() ? 0 : 1));
    assertThat(starts).hasSize(windows).doesNotHaveDuplicates().isSorted();
    assertThat(lab.tables().state("copy", "load").toString())
        .endsWith("2024-01-%02d 00:00:00".formatted(windows + 1));
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  private void assertLosersNameTheWinner() throws IOException {
    List<String> runs = ofPublishes(SummaryNames.RUN_ID);
    int lost = 0;
    for (int i = 0; i < RACERS; i++) {
      List<String> lines = Files.readAllLines(report(i));
      List<String> exits = lines.stream().filter(line -> line.startsWith("exit ")).toList();
      assertThat(exits).as(String.join("\n", lines)).last().isEqualTo("exit 0");
      List<String> winners = new ArrayList<>();
      for (String line : lines) {
        Matcher matcher = WINNER.matcher(line);
        if (matcher.find()) {
          winners.add(matcher.group(1));
        }
      }
      assertThat(winners).hasSize(exits.size() - 1);
      assertThat(runs).containsAll(winners);
      lost += winners.size();
    }
    System.out.printf("%d windows, %d losers%n", windows, lost);
    assertThat(lost).isPositive();
  }

  /** Of those snapshots that say it. */
  private List<String> ofPublishes(String entry) {
    return lab.tables().history("copy").stream()
        .map(snapshot -> Optional.ofNullable(snapshot.summary()).orElse(Map.of()))
        .flatMap(summary -> Optional.ofNullable(summary.get(entry)).stream())
        .toList();
  }

  private Path report(int racer) {
    return lab.folder().resolve("report" + racer);
  }
}
