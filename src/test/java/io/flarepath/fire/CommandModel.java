package io.flarepath.fire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a job and its table are after any sequence of commands, by the documentation alone: rows are
 * numbers, a window is ten of them, and a window is due when the source has its last number, or a
 * later one.
 */
final class CommandModel {

  static final long WINDOW = 10;

  /** From here on numbers belong to somebody else, who writes to the same table. */
  static final long OTHERS = 1_000_000;

  private final boolean appends;
  private final boolean isStrict;
  private final List<Long> source = new ArrayList<>();
  private final Deque<Published> published = new ArrayDeque<>();
  private List<Long> table = new ArrayList<>();
  private Optional<Long> state = Optional.empty();
  private boolean isTouched;
  private boolean isUndoUnsaid;
  private boolean isStuck;
  private boolean hasTable;

  /** What one publish, of rows or of a state, can be undone to. */
  private record Published(List<Long> rows, Optional<Long> state) {}

  /**
   * A job without a table.
   *
   * @param appends whether it appends, or replaces its windows
   * @param isStrict whether it refuses a window in which a number is there twice
   */
  CommandModel(boolean appends, boolean isStrict) {
    this.appends = appends;
    this.isStrict = isStrict;
  }

  List<Long> rows() {
    return table.stream().sorted().toList();
  }

  Optional<Long> state() {
    return state;
  }

  boolean hasTable() {
    return hasTable;
  }

  boolean isStuck() {
    return isStuck;
  }

  /** The next numbers of the source. */
  long next() {
    return source.stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
  }

  void arrive(List<Long> rows) {
    source.addAll(rows);
  }

  boolean isDue() {
    return next() >= start() + WINDOW;
  }

  private long start() {
    return state.orElse(0L);
  }

  /**
   * Loads windows that are due.
   *
   * @return the exit code
   */
  int run(int most) {
    if (isStuck) {
      return 1;
    }
    int exit = 0;
    for (int i = 0; i < most && isDue() && exit == 0; i++) {
      exit = load(start(), start() + WINDOW, Optional.of(start() + WINDOW));
    }
    return exit;
  }

  /** Loads a given window again; the state stays. */
  int backfill(long from, long to) {
    if (isStuck) {
      return 1;
    }
    return load(from, to, state);
  }

  int set(long start) {
    if (!hasTable) {
      return 1;
    }
    publish(table, Optional.of(start));
    free();
    return 0;
  }

  int clear() {
    publish(table, Optional.empty());
    free();
    return 0;
  }

  /** What an undo would go back to is a state that stops the job, or one before it. */
  private void free() {
    if (isStuck) {
      published.clear();
      isUndoUnsaid = true;
    }
    isStuck = false;
  }

  boolean canUndo() {
    return !published.isEmpty() && !isStuck;
  }

  /** Whether the documentation leaves open what an undo does now. */
  boolean isUndoUnsaid() {
    return isUndoUnsaid && published.isEmpty();
  }

  /** Whether somebody can roll the table back behind the last publish. */
  boolean canRollBack() {
    return published.size() > 1 && !isTouched && !isStuck;
  }

  /** Somebody rolls the table back behind the last publish. */
  void rollBack() {
    table = published.peek().rows();
    isStuck = true;
  }

  /** Somebody changes the state in the table's properties. */
  void damage() {
    isStuck = true;
  }

  /** Somebody expires all snapshots that may expire. */
  void expire() {
    published.clear();
  }

  boolean isTouched() {
    return isTouched;
  }

  int undo() {
    Published before = published.pop();
    table = before.rows();
    state = before.state();
    isTouched = false;
    return 0;
  }

  /** Somebody else adds a row. */
  void append(long row) {
    List<Long> after = new ArrayList<>(table);
    after.add(row);
    table = after;
    isTouched = true;
  }

  private int load(long from, long to, Optional<Long> after) {
    List<Long> loaded = source.stream().filter(row -> row >= from && row < to).toList();
    hasTable = true;
    if (isStrict && loaded.stream().distinct().count() < loaded.size()) {
      return 3;
    }
    List<Long> rows = new ArrayList<>(table);
    if (!appends) {
      rows.removeIf(row -> row >= from && row < to);
    }
    rows.addAll(loaded);
    publish(rows, after);
    return 0;
  }

  private void publish(List<Long> rows, Optional<Long> after) {
    published.push(new Published(table, state));
    table = rows;
    state = after;
    isTouched = false;
  }

  /** For a message: how often each number is there. */
  static String counted(List<Long> rows) {
    TreeMap<Long, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts.toString();
  }
}
