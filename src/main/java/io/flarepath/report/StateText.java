package io.flarepath.report;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.history.JobTable;
import io.flarepath.history.PublishedPass;
import io.flarepath.history.StateChange;
import io.flarepath.plan.OutputPlan;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A job's state, and how it changes, as text. */
public final class StateText {

  private static final int MOST_PUBLISHES = 20;
  private static final int LONGEST_VALUE = 1_000;

  private StateText() {}

  /** How far one job has come in one table, and by which publishes. */
  public static List<String> of(JobTable jobTable) {
    List<String> lines = new ArrayList<>();
    lines.add(jobTable.jobName() + " in " + jobTable.table().name());
    JobMark mark = jobTable.mark();
    if (mark.state().isEmpty()) {
      lines.add("  no state");
    }
    mark.state().values().forEach((name, value) -> lines.add("  " + name + " = " + cut(value)));
    mark.last()
        .ifPresent(
            last ->
                lines.add(
                    "  last published by run %s, pass %d, as snapshot %d"
                        .formatted(last.runId(), last.pass(), last.snapshotId())));
    jobTable.damage().ifPresent(damage -> lines.addAll(damaged(damage)));
    List<SnapshotFacts> published = jobTable.published();
    if (!published.isEmpty()) {
      lines.add("  history, newest first:");
    }
    published.stream()
        .limit(MOST_PUBLISHES)
        .forEach(each -> lines.add("    " + publish(jobTable, each)));
    if (published.size() > MOST_PUBLISHES) {
      lines.add("    and %d more".formatted(published.size() - MOST_PUBLISHES));
    }
    return lines;
  }

  /** The state is shown as it is, since it has to be put right by somebody who has seen it. */
  private static List<String> damaged(Diagnostic damage) {
    List<String> lines = new ArrayList<>();
    lines.add("  no run starts from this state (%s):".formatted(damage.code().number()));
    damage.notes().forEach(note -> lines.add("    " + note));
    damage.help().forEach(help -> lines.add("    help: " + help));
    return lines;
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_VALUE
        ? value
        : "%s… (%,d characters)".formatted(value.substring(0, LONGEST_VALUE), value.length());
  }

  /** What a change would do, before and after. */
  public static List<String> of(StateChange change) {
    List<String> lines = new ArrayList<>();
    lines.add(change.jobTable().jobName() + " in " + change.jobTable().table().name());
    lines.add("  before  " + text(change.jobTable().mark().state()));
    lines.add("  after   " + text(change.after().state()));
    lines.addAll(change.match(set -> kept(set.jobTable()), StateText::data));
    if (isUndo(change) && !change.jobTable().job().sinks().isEmpty()) {
      change.jobTable().job().sinks().stream()
          .map(sink -> sink.target().toString())
          .forEach(target -> lines.add("  what was delivered to " + target + " is not undone"));
    }
    return lines;
  }

  private static List<String> kept(JobTable jobTable) {
    List<String> lines = new ArrayList<>();
    lines.add("  the data is not changed");
    boolean hasRows = jobTable.output().content() == OutputPlan.Content.RESULT;
    if (hasRows && jobTable.output().addsRows() && !jobTable.published().isEmpty()) {
      lines.add(
          "  the job appends, so loading a window again duplicates its rows; `flarepath undo` removes the rows of the last publish as well");
    }
    return lines;
  }

  private static List<String> data(StateChange.Undo undo) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  main goes back to "
            + (undo.target().isPresent()
                ? "snapshot " + undo.target().getAsLong()
                : "the empty table"));
    undo.dropped().forEach(each -> lines.add("    without " + publish(undo.jobTable(), each)));
    return lines;
  }

  private static boolean isUndo(StateChange change) {
    return change.word().equals("undo") || change.word().equals("state-undo");
  }

  private static String text(State state) {
    return state.isEmpty() ? "no state" : cut(state.toString());
  }

  private static String publish(JobTable jobTable, SnapshotFacts snapshot) {
    PublishedPass pass = jobTable.pass(snapshot);
    List<String> said = new ArrayList<>();
    said.add(pass.mode());
    pass.write().ifPresent(said::add);
    if (pass.windows().isEmpty()) {
      pass.keys().values().forEach((name, value) -> said.add(name.key() + " = " + value));
    } else {
      said.addAll(pass.windows());
    }
    pass.rows().ifPresent(rows -> said.add(Amounts.count(rows, "row")));
    pass.took().ifPresent(took -> said.add(Amounts.duration(took)));
    return "%s  %d  %s%s"
        .formatted(
            snapshot.committedAt().truncatedTo(ChronoUnit.SECONDS),
            snapshot.id(),
            String.join(", ", said),
            pass.after().isEmpty() ? "" : "  → " + pass.after());
  }
}
