package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.fire.KillCase.Mode;
import io.flarepath.fire.KillCase.Situation;
import io.flarepath.lab.LabSpark;
import io.flarepath.lab.LabTables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.state.SummaryNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is killed at every point, in every situation; then it is run to its end. The tables are
 * compared with those of a run that nobody killed, right after the kill and at the end.
 *
 * <p>Each build tries a part that has every point, and every way of writing in every situation;
 * with {@code -Dfire=all} it tries them all.
 */
@Tag("fire")
class KillTest {

  private static final int CASES_IN_A_PROCESS = 50;

  private final Path root;

  KillTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void aKilledRunLeavesDataAndStateTogetherAndTheNextGoesOnFromThere() throws Exception {
    makeSource();
    Map<Mode, Map<String, List<String>>> truth = new HashMap<>();
    for (Mode mode : Mode.values()) {
      truth.put(mode, undisturbed(mode));
    }
    List<KillCase> cases = cases();
    List<String> wrong = new ArrayList<>();
    Set<Point> stoppedAt = EnumSet.noneOf(Point.class);
    int stopped = 0;
    for (int i = 0; i < cases.size(); i += CASES_IN_A_PROCESS) {
      List<KillCase> some = cases.subList(i, Math.min(cases.size(), i + CASES_IN_A_PROCESS));
      kill(some);
      for (KillCase kill : some) {
        String outcome = Files.readString(kill.arena(root).folder().resolve("outcome"));
        if (outcome.equals("stopped")) {
          stopped++;
          stoppedAt.add(kill.point());
        } else {
          wrong.add(kill + " was not killed: it " + outcome);
        }
        check(kill, Optional.ofNullable(truth.get(kill.mode())).orElseThrow())
            .forEach(fault -> wrong.add(kill + ": " + fault));
      }
      System.out.printf("%d of %d runs killed; wrong: %s%n", stopped, cases.size(), wrong);
    }
    System.out.printf("killed %d runs at %d points%n", stopped, stoppedAt.size());
    assertThat(wrong).isEmpty();
    assertThat(stoppedAt).containsAll(EnumSet.range(Point.BEFORE_BRANCH_REMOVED, Point.JOB_ENDED));
  }

  // ---- The cases.

  private static List<KillCase> cases() {
    List<KillCase> all = KillCase.all();
    if ("all".equals(System.getProperty("fire"))) {
      return all;
    }
    // A greedy cover: a case is taken if it brings something that no earlier one has.
    List<KillCase> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(20240101));
    Set<String> covered = new LinkedHashSet<>();
    List<KillCase> some = new ArrayList<>();
    for (KillCase kill : shuffled) {
      if (covered.addAll(
          List.of(kill.point() + " " + kill.nth(), kill.mode() + " " + kill.situation()))) {
        some.add(kill);
      }
    }
    return some;
  }

  private void kill(List<KillCase> cases) throws IOException, InterruptedException {
    Path list = Files.createTempFile(root, "cases-", ".txt");
    Files.write(list, cases.stream().map(KillCase::toString).toList());
    Child child =
        Child.start(root.resolve("child"), KillBench.class, root.toString(), list.toString());
    assertThat(child.exit()).as(child.text()).isEqualTo(66);
  }

  // ---- What is right.

  private void makeSource() throws IOException {
    Files.createDirectories(root.resolve("source"));
    SparkSession spark = LabSpark.session().newSession();
    spark.conf().set("spark.sql.catalog.source", "org.apache.iceberg.spark.SparkCatalog");
    Arena.catalog(root.resolve("source"))
        .forEach((name, value) -> spark.conf().set("spark.sql.catalog.source." + name, value));
    spark.sql("CREATE NAMESPACE source.retail");
    spark.sql(
        "CREATE TABLE source.retail.events (at timestamp, id bigint, day date) USING iceberg"
            + " PARTITIONED BY (days(at))");
    spark.sql(
        """
        INSERT INTO source.retail.events SELECT CAST(col1 AS timestamp), CAST(col2 AS bigint), CAST(col1 AS date)
        FROM VALUES ('2024-01-01 08:00:00', 1), ('2024-01-01 12:00:00', 2), ('2024-01-02 00:00:00', 3),
          ('2024-01-02 09:00:00', 4), ('2024-01-03 00:00:00', 5), ('2024-01-04 10:00:00', 6),
          ('2024-01-04 20:00:00', 7)
        """);
  }

  /** What the table holds at each state, by a run that nobody disturbs. */
  private Map<String, List<String>> undisturbed(Mode mode) {
    Arena arena =
        new Arena(root.resolve("truth-" + mode), root.resolve("source"), "", Duration.ofDays(7));
    Map<String, List<String>> rows = new HashMap<>();
    rows.put("", List.of());
    int windows = 0;
    while (true) {
      JobRecord job = arena.run(LabSpark.session(), mode.job().yaml(), OptionalInt.of(1));
      assertThat(job.diagnostics()).as(mode.word).isEmpty();
      if (job.status() == Status.NOTHING_TO_DO) {
        break;
      }
      LabTables tables = new LabTables(arena.settings(), "UTC");
      assertThat(tables.summary("copy")).containsEntry(SummaryNames.WRITE, mode.word);
      rows.put(tables.state("copy", "load").toString(), tables.rows("copy"));
      windows++;
    }
    assertThat(windows).isEqualTo(4);
    assertThat(rows).hasSize(5);
    return rows;
  }

  // ---- What is there.

  private List<String> check(KillCase kill, Map<String, List<String>> truth) {
    Arena arena = kill.arena(root);
    Gate.NAMED.remove(arena.gate());
    LabTables tables = new LabTables(arena.settings(), "UTC");
    List<String> wrong = new ArrayList<>();
    for (String table : kill.tables()) {
      stateAndData(tables, table, truth).ifPresent(fault -> wrong.add("after the kill " + fault));
      foreign(kill, tables, table).ifPresent(fault -> wrong.add("after the kill " + fault));
    }
    JobRecord job = arena.run(LabSpark.session(), kill.workflow(), OptionalInt.empty());
    if (!job.diagnostics().isEmpty()) {
      wrong.add("the next run failed: " + job.diagnostics());
      return wrong;
    }
    for (String table : kill.tables()) {
      stateAndData(tables, table, truth).ifPresent(fault -> wrong.add("at the end " + fault));
      foreign(kill, tables, table).ifPresent(fault -> wrong.add("at the end " + fault));
      if (!tables.state(table, "load").toString().contains(kill.mode().end)) {
        wrong.add("at the end the state is " + tables.state(table, "load"));
      }
      windowsTwice(kill.mode(), tables, table).ifPresent(wrong::add);
      if (kill.situation() == Situation.OLD_BRANCH && tables.branches(table).size() > 1) {
        wrong.add("branches are left: " + tables.branches(table));
      }
    }
    return wrong;
  }

  private static Optional<String> stateAndData(
      LabTables tables, String table, Map<String, List<String>> truth) {
    boolean exists = tables.exists(table);
    String state = exists ? tables.state(table, "load").toString() : "";
    List<String> rows =
        exists
            ? tables.rows(table).stream().filter(row -> !row.contains("| 900 |")).toList()
            : List.of();
    List<String> expected = truth.getOrDefault(state, List.of("no such state"));
    return rows.equals(expected)
        ? Optional.empty()
        : Optional.of(
            "%s at state `%s` has %s instead of %s".formatted(table, state, rows, expected));
  }

  /** Rows of others are there once, whatever files they are in by now. */
  private static Optional<String> foreign(KillCase kill, LabTables tables, String table) {
    List<String> rows =
        kill.foreign().isEmpty()
            ? List.of()
            : tables.rows(table).stream()
                .filter(row -> row.contains("| 900 |") && !row.startsWith("2024-02-01"))
                .toList();
    return rows.equals(kill.foreign())
        ? Optional.empty()
        : Optional.of("%s has the rows %s of others".formatted(table, rows));
  }

  private static Optional<String> windowsTwice(Mode mode, LabTables tables, String table) {
    List<String> starts =
        tables.history(table).stream()
            .flatMap(snapshot -> Optional.ofNullable(snapshot.summary()).stream())
            .flatMap(
                summary ->
                    Optional.ofNullable(summary.get(SummaryNames.KEY_PREFIX + mode.key)).stream())
            .toList();
    return starts.size() == 4 && Set.copyOf(starts).size() == 4
        ? Optional.empty()
        : Optional.of("windows were published: " + starts);
  }
}
