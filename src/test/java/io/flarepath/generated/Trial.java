package io.flarepath.generated;

import io.flarepath.diagnostic.Blame;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.generated.Verdict.Kind;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LabTables;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs one workflow between two fresh tables, and judges what it left. */
final class Trial {

  /** These would mean that the workflow is at fault, or we: no reason to refuse what is drawn. */
  private static final Set<Code> NO_REASON =
      EnumSet.of(
          Code.JOB_FAILED,
          Code.STEP_FAILED,
          Code.WRITE_FAILED,
          Code.TABLE_MISSING,
          Code.SQL_SYNTAX,
          Code.UNKNOWN_VIEW,
          Code.BAD_VALUE,
          Code.MISPLACED_KEY,
          Code.UNKNOWN_KEY,
          Code.BAD_PARTITION_FIELD,
          Code.PARTITION_COLUMN_MISSING,
          Code.SCHEMA_MISMATCH,
          Code.WINDOW_BACKWARDS,
          Code.WINDOW_STANDS_STILL,
          Code.KEY_IS_NULL,
          Code.FOREIGN_ROWS,
          Code.ANOTHER_RUN_WON);

  private final Lab lab;
  private final Flow flow;
  private final String source;
  private final String target;
  private final String yaml;
  private final List<Diagnostic> errors = new ArrayList<>();
  private final List<PassRecord> passes = new ArrayList<>();
  private boolean isOver;
  private String lastReason = "";
  private boolean hasLateRows;

  /**
   * @param lab in the zone of the workflow
   * @param number makes the names of its tables
   */
  Trial(Lab lab, Flow flow, int number) {
    this.lab = lab;
    this.flow = flow;
    source = "e" + number;
    target = "c" + number;
    yaml = flow.yaml(source, target);
  }

  Verdict verdict() {
    makeSource();
    try {
      if (flow.disturbance() != Disturbance.NONE) {
        advance(1);
        disturb();
      }
      advance(last() + 1);
    } catch (FlarepathException e) {
      errors.addAll(e.diagnostics().stream().filter(Diagnostic::isError).toList());
    } catch (RuntimeException e) {
      return new Verdict(Kind.BROKEN, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
    return judged();
  }

  // ---- What is done.

  private void makeSource() {
    LabTables tables = lab.tables();
    String columns = "at %s, id bigint, region string, amount int".formatted(flow.type().sql());
    tables.create(source, columns, "");
    insert(flow.rows());
  }

  private void insert(List<EventRow> rows) {
    Ruler ruler = Ruler.of(flow);
    if (!rows.isEmpty()) {
      lab.tables()
          .insert(source, rows.stream().map(row -> row.literals(ruler)).toArray(String[]::new));
    }
  }

  /** Lets it do at most so many windows, as it is driven. */
  private void advance(int windows) {
    if (flow.drive() == Drive.CATCH_UP) {
      take(lab.catchUp(yaml, windows));
      return;
    }
    for (int i = 0; i < windows && !isOver; i++) {
      take(lab.run(yaml));
    }
  }

  private void take(Run run) {
    JobRecord job = run.job();
    passes.addAll(job.published());
    errors.addAll(job.diagnostics().stream().filter(Diagnostic::isError).toList());
    isOver = job.status() != Status.SUCCEEDED;
    lastReason = job.reason();
    if (job.status() == Status.FAILED && errors.isEmpty()) {
      throw new IllegalStateException("failed without a reason: " + job);
    }
  }

  private void disturb() {
    if (isOver || !lab.tables().exists(target)) {
      return;
    }
    if (flow.disturbance() == Disturbance.COMPACTION) {
      lab.tables()
          .sql(
              "CALL icebase.system.rewrite_data_files(table => 'retail.%s', options =>"
                      .formatted(target)
                  + " map('rewrite-all', 'true'))");
      return;
    }
    insert(EventRow.late(flow));
    if (flow.disturbance() == Disturbance.LATE_BACKFILL) {
      Ruler ruler = Ruler.of(flow);
      take(
          lab.backfill(
              yaml, Map.of("all_events.start", ruler.bound(0), "all_events.end", ruler.bound(1))));
      hasLateRows = !isOver;
      passes.remove(passes.size() - 1);
    }
  }

  // ---- What is there.

  private Verdict judged() {
    Optional<String> broken =
        errors.stream()
            .filter(e -> NO_REASON.contains(e.code()) || e.code().blame() == Blame.FLAREPATH)
            .map(e -> e.code().number())
            .findFirst();
    if (broken.isPresent()) {
      return new Verdict(Kind.BROKEN, broken.get(), said());
    }
    Optional<String> end = end();
    if (flow.writing() == Writing.PARTITIONS) {
      return end.flatMap(this::compared)
          .map(wrong -> new Verdict(Kind.COUNTED, wrong.kind().name(), wrong.detail()))
          .orElse(Verdict.of(Kind.COUNTED, ""));
    }
    if (end.isPresent()) {
      Optional<Verdict> wrong = compared(end.get());
      if (wrong.isPresent()) {
        return wrong.get();
      }
    } else if (lab.tables().exists(target) && !lab.tables().rows(target).isEmpty()) {
      return Verdict.of(Kind.EXTRA, "there are rows, and no state");
    }
    if (!errors.isEmpty()) {
      return new Verdict(Kind.REFUSED, errors.get(0).code().number(), said());
    }
    return pace(end);
  }

  private Optional<Verdict> compared(String end) {
    List<String> actual = new ArrayList<>(lab.tables().rows(target));
    List<String> expected =
        new ArrayList<>(new FullComputation(flow, source, hasLateRows).rows(lab.tables(), end));
    List<String> lost = without(expected, actual);
    List<String> extra = without(actual, expected);
    if (lost.isEmpty() && extra.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = extra.isEmpty() ? Kind.LOST : lost.isEmpty() ? Kind.EXTRA : Kind.CHANGED;
    return Optional.of(
        Verdict.of(
            kind,
            "published up to %s in %d passes%n  lost  %s%n  extra %s%n%s"
                .formatted(end, passes.size(), lost, extra, said())));
  }

  private static List<String> without(List<String> rows, List<String> others) {
    List<String> left = new ArrayList<>(rows);
    others.forEach(left::remove);
    return left;
  }

  /** Whether it did all windows that have rows, and none after them. */
  private Verdict pace(Optional<String> end) {
    boolean isAsked = flow.drive() == Drive.RUN_BY_RUN && passes.stream().anyMatch(Trial::isBlind);
    if (passes.size() > last() && !isAsked) {
      return Verdict.of(
          Kind.AHEAD, "%d passes, up to %s".formatted(passes.size(), end.orElse("nothing")));
    }
    if (lastReason.contains("though the input has rows past it")) {
      return Verdict.of(Kind.STUCK, lastReason);
    }
    int reached = end.map(this::windows).orElse(0);
    return reached < first() - 1
        ? Verdict.of(Kind.STUCK, "published up to %s of %d".formatted(end, first()))
        : Verdict.of(Kind.EQUAL, "");
  }

  /** A run whose window is not known does one pass, each time it is asked to. */
  private static boolean isBlind(PassRecord pass) {
    return pass.windows().isEmpty();
  }

  /** The end of the last published window, as the state has it. */
  private Optional<String> end() {
    if (!lab.tables().exists(target)) {
      return Optional.empty();
    }
    String state = lab.tables().state(target, "load").toString();
    return Arrays.stream(state.split("all_events.start = ", -1))
        .skip(1)
        .findFirst()
        .map(String::trim);
  }

  /** How many windows end there. */
  private int windows(String end) {
    int windows = 0;
    for (int i = 0; i <= last() + 3; i++) {
      windows = end.startsWith(Ruler.of(flow).bound(i)) ? i : windows;
    }
    return windows;
  }

  /** How many windows have rows, if rows at a window's end belong to it. */
  private int first() {
    return Math.max(0, Math.floorDiv(newest() + Ruler.WINDOW - 1, Ruler.WINDOW));
  }

  /** How many windows have rows, if rows at a window's start belong to it. */
  private int last() {
    return Math.max(0, Math.floorDiv(newest(), Ruler.WINDOW) + 1);
  }

  private int newest() {
    int newest =
        flow.rows().stream().flatMap(row -> row.place().stream()).mapToInt(p -> p).max().orElse(-1);
    return Ruler.of(flow).isDaily() ? Math.floorDiv(newest, Ruler.WINDOW) * Ruler.WINDOW : newest;
  }

  private String said() {
    StringBuilder text = new StringBuilder();
    errors.forEach(
        error ->
            text.append("  %s %s %s%n".formatted(error.code(), error.message(), error.notes())));
    return text.toString();
  }
}
