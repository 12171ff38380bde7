package io.flarepath.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.history.Doctor;
import io.flarepath.history.JobTable;
import io.flarepath.history.PublishedPass;
import io.flarepath.history.StateChange;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.untaken.CountedWindows;
import java.util.List;

/** Where jobs stand, and how that changed, as JSON documents. Ids of snapshots are text. */
public final class StateJson {

  private StateJson() {}

  /** {@code state show}. */
  public static String show(String workflow, List<JobTable> jobTables) {
    ObjectNode document = Json.document("state show");
    document.put("status", "succeeded");
    document.put("workflow", workflow);
    var array = document.putArray("jobs");
    for (JobTable jobTable : jobTables) {
      ObjectNode node = array.addObject();
      names(node, jobTable);
      mark(node, jobTable.mark());
      jobTable.damage().ifPresent(damage -> damage.notes().forEach(node.putArray("damage")::add));
      var history = node.putArray("history");
      jobTable.published().forEach(each -> publish(history.addObject(), jobTable.pass(each)));
    }
    return Json.text(document);
  }

  /** The state commands and {@code undo}: what was changed. */
  public static String changed(String workflow, List<StateChange> changes) {
    ObjectNode document = Json.document("state change");
    document.put("status", "succeeded");
    document.put("workflow", workflow);
    var array = document.putArray("changes");
    for (StateChange change : changes) {
      ObjectNode node = array.addObject();
      names(node, change.jobTable());
      node.put("change", change.word());
      state(node.putObject("before"), change.jobTable().mark().state());
      state(node.putObject("after"), change.after().state());
      change.asUndo().ifPresent(undo -> undo(node, undo));
    }
    return Json.text(document);
  }

  private static void undo(ObjectNode node, StateChange.Undo undo) {
    undo.target().ifPresent(target -> node.put("main", Long.toString(target)));
    var dropped = node.putArray("dropped_snapshots");
    undo.dropped().forEach(each -> dropped.add(Long.toString(each.id())));
  }

  /**
   * {@code doctor}.
   *
   * @param counted windows whose rows were counted, on request
   */
  public static String doctor(
      String workflow,
      List<Diagnostic> findings,
      List<String> removed,
      List<CountedWindows> counted) {
    ObjectNode document = Json.document("doctor");
    boolean failed = findings.stream().anyMatch(Doctor::needsSomebody);
    document.put("status", failed ? "failed" : "succeeded");
    document.put("workflow", workflow);
    removed.forEach(document.putArray("removed_branches")::add);
    if (!counted.isEmpty()) {
      CountedJson.put(document.putArray("counted"), counted);
    }
    document.set("diagnostics", DiagnosticJson.of(findings));
    return Json.text(document);
  }

  private static void names(ObjectNode node, JobTable jobTable) {
    node.put("job", jobTable.jobName());
    node.put("table", jobTable.table().name().toString());
  }

  private static void mark(ObjectNode node, JobMark mark) {
    state(node.putObject("state"), mark.state());
    mark.last()
        .ifPresent(
            last ->
                node.putObject("last_publish")
                    .put("run_id", last.runId())
                    .put("pass", last.pass())
                    .put("snapshot_id", Long.toString(last.snapshotId()))
                    .put("workflow", last.workflow()));
  }

  private static void publish(ObjectNode node, PublishedPass pass) {
    SnapshotFacts snapshot = pass.snapshot();
    node.put("snapshot_id", Long.toString(snapshot.id()));
    node.put("committed_at", snapshot.committedAt().toString());
    node.put("run_id", snapshot.summary().getOrDefault(SummaryNames.RUN_ID, ""));
    node.put("mode", snapshot.summary().getOrDefault(SummaryNames.MODE, ""));
    node.put("write", pass.write().orElse(""));
    pass.windows().forEach(node.putArray("windows")::add);
    node.put("rows_result", pass.rows().orElse(0));
    node.put("rows_kept", pass.rowsKept().orElse(0));
    pass.took().ifPresent(took -> node.put("took_ms", took.toMillis()));
    state(node.putObject("keys"), pass.keys());
    state(node.putObject("state"), pass.after());
  }

  private static void state(ObjectNode node, State state) {
    state.values().forEach((name, value) -> node.put(name.toString(), value));
  }
}
