package io.flarepath.fire;

import io.flarepath.lab.LoadJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One kill: how the job writes, what it is doing, and where it dies.
 *
 * @param nth dies when it comes to the point for this time, from 1, within the pass
 */
record KillCase(Mode mode, Situation situation, Point point, int nth) {

  private static final Set<Point> ONLY_AT_FIRST =
      Set.of(
          Point.BEFORE_CREATE,
          Point.CREATE_METADATA_WRITTEN,
          Point.AFTER_CREATE_COMMIT,
          Point.AFTER_CREATE);

  private static final Set<Point> ONLY_WITH_BRANCH =
      Set.of(Point.BEFORE_BRANCH_REMOVED, Point.AFTER_BRANCH_REMOVED);

  private static final Set<Point> ONLY_WHEN_MOVED =
      Set.of(Point.BEFORE_RESTAGE, Point.AFTER_RESTAGE);

  /** Replacing an empty window still writes the rows at its edges again. */
  private static final Set<Point> ONLY_WITH_ROWS =
      Set.of(Point.DATA_FILE_OPENED, Point.DATA_FILE_WRITTEN, Point.MANIFEST_WRITTEN);

  /** What a pass goes through a second time when main has moved. */
  private static final Set<Point> TWICE_WHEN_MOVED =
      Set.of(
          Point.MANIFEST_WRITTEN,
          Point.MANIFEST_LIST_WRITTEN,
          Point.BEFORE_STAGE_COMMIT,
          Point.STAGE_METADATA_WRITTEN,
          Point.AFTER_STAGE_COMMIT,
          Point.BEFORE_PUBLISH,
          Point.AFTER_PUBLISH);

  /** How the job writes. */
  enum Mode {
    APPEND("append", "all_events.start", "2024-01-05"),
    REPLACE_WINDOW("replace-window", "all_events.start", "2024-01-05"),
    /** Without partitions, so that the files that may hold the window's rows go by their names. */
    FILES("replace-window", "all_events.start", "2024-01-05"),
    DYNAMIC("replace-partitions", "all_events.start", "2024-01-05"),
    /** By a strategy that is in the tests only, whose state depends on what was written. */
    COUNTER("replace-window", "all_events.group", "group = 4, all_events.rows = 7");

    final String word;

    /** The key by which a window is known. */
    final String key;

    /** What the state says once all is loaded. */
    final String end;

    Mode(String word, String key, String end) {
      this.word = word;
      this.key = key;
      this.end = end;
    }

    LoadJob job() {
      LoadJob job = LoadJob.daily().fromDataset("dataos://source:retail/events");
      return switch (this) {
        case APPEND -> job.saveMode("append").properties("");
        case REPLACE_WINDOW -> job;
        case FILES -> job.partitionedBy("");
        case COUNTER ->
            job.form("counter: {column: id, size: 2, every: 1}")
                .partitionedBy("- {type: truncate, column: id, name: id_two, width: 2}");
        case DYNAMIC ->
            // Here the row at midnight belongs to the day that is to be empty, and stays out.
            job.window(
                    "select * from all_events where at >= '$|start|' AND at < '$|end|' AND id <> 5")
                .partitionedBy("- {type: identity, column: day, name: day_part}")
                .options("replace: partitions");
      };
    }
  }

  /** What the job is doing when it dies. */
  enum Situation {
    FIRST_WINDOW(0),
    LATER_WINDOW(1),
    /** The third day has no rows. */
    EMPTY_WINDOW(2),
    /** Two tables are written in each pass. */
    TWO_OUTPUTS(1),
    /** Somebody else commits to the table between stage and publish. */
    MAIN_MOVED(1),
    /** An earlier run died and left its branch, which is past its age. */
    OLD_BRANCH(1);

    /** How many windows are published before. */
    final int before;

    Situation(int before) {
      this.before = before;
    }
  }

  static List<KillCase> all() {
    List<KillCase> cases = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      for (Situation situation : Situation.values()) {
        for (Point point : Point.values()) {
          boolean writesNothing =
              situation == Situation.EMPTY_WINDOW
                  && (mode == Mode.APPEND || mode == Mode.DYNAMIC)
                  && ONLY_WITH_ROWS.contains(point);
          int times = writesNothing ? 0 : times(situation, point);
          for (int nth = 1; nth <= times; nth++) {
            cases.add(new KillCase(mode, situation, point, nth));
          }
        }
      }
    }
    return cases;
  }

  /** How often a pass comes to a point in a situation; 0 if it does not, or if it is of no use. */
  private static int times(Situation situation, Point point) {
    if (point.compareTo(Point.JOB_ENDED) > 0) {
      return 0;
    }
    if (ONLY_AT_FIRST.contains(point)) {
      return situation == Situation.FIRST_WINDOW ? 1 : 0;
    }
    if (ONLY_WITH_BRANCH.contains(point)) {
      return situation == Situation.OLD_BRANCH ? 1 : 0;
    }
    if (situation == Situation.OLD_BRANCH) {
      return 0;
    }
    if (ONLY_WHEN_MOVED.contains(point)) {
      return situation == Situation.MAIN_MOVED ? 1 : 0;
    }
    boolean isOfTheJob = point == Point.PASS_STARTED || point.compareTo(Point.PASS_ENDED) >= 0;
    return switch (situation) {
      case TWO_OUTPUTS -> isOfTheJob ? 1 : 2;
      case MAIN_MOVED -> TWICE_WHEN_MOVED.contains(point) ? 2 : 1;
      default -> 1;
    };
  }

  String workflow() {
    return situation == Situation.TWO_OUTPUTS
        ? mode.job().output("events", "copy2").yaml()
        : mode.job().yaml();
  }

  List<String> tables() {
    return situation == Situation.TWO_OUTPUTS ? List.of("copy", "copy2") : List.of("copy");
  }

  /**
   * Rows of somebody else in one file around all windows, which so goes by its name with each of
   * them; none where the pass makes the table.
   */
  List<String> foreign() {
    return mode == Mode.FILES && situation.before > 0
        ? List.of(
            "2023-12-01 00:00:00 | 900 | 2023-12-01", "2024-03-01 00:00:00 | 900 | 2024-03-01")
        : List.of();
  }

  Arena arena(Path root) {
    Duration ttl = situation == Situation.OLD_BRANCH ? Duration.ofMillis(1) : Duration.ofDays(7);
    return new Arena(root.resolve(toString()), root.resolve("source"), toString(), ttl);
  }

  /** One word: {@code APPEND-FIRST_WINDOW-BEFORE_STAGE-1}. */
  @Override
  public String toString() {
    return "%s-%s-%s-%d".formatted(mode, situation, point, nth);
  }

  static KillCase parse(String text) {
    String[] parts = text.split("-", -1);
    return new KillCase(
        Mode.valueOf(parts[0]),
        Situation.valueOf(parts[1]),
        Point.valueOf(parts[2]),
        Integer.parseInt(parts[3]));
  }
}
