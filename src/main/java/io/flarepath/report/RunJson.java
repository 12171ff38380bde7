package io.flarepath.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.audit.Finding;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.publish.OutputRecord;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.Cost;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.DeliveryRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.run.StageRecord;
import io.flarepath.workflow.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A run's record as a JSON document. Ids of snapshots are text: they do not fit a JSON number. */
public final class RunJson {

  private RunJson() {}

  /** The document of a run whose jobs depend on each other as they declare it. */
  public static String of(RunRecord run, List<Diagnostic> diagnostics) {
    return of(run, Optional.empty(), List.of(), diagnostics);
  }

  /**
   * The document.
   *
   * @param starting how long the engine took to start, before the run; empty if it was running
   * @param derived the dependencies that the workflow does not declare
   * @param diagnostics those of the files, found before the run
   */
  public static String of(
      RunRecord run,
      Optional<Duration> starting,
      List<DerivedDependency> derived,
      List<Diagnostic> diagnostics) {
    boolean failed = run.jobs().stream().anyMatch(job -> job.status() == Status.FAILED);
    ObjectNode document = Json.document(run.mode().word());
    document.put("status", failed ? "failed" : "succeeded");
    document.put("run_id", run.runId());
    document.put("workflow", run.workflow());
    document.put("started", run.started().toString());
    document.put("ended", run.ended().toString());
    starting.ifPresent(took -> document.put("engine_start_ms", took.toMillis()));
    var jobs = document.putArray("jobs");
    run.jobs().forEach(job -> job(jobs.addObject(), job));
    PlanJson.derived(document, derived);
    document.set("diagnostics", DiagnosticJson.of(diagnostics));
    return Json.text(document);
  }

  private static void job(ObjectNode node, JobRecord job) {
    node.put("name", job.name());
    node.put("status", job.status().name().toLowerCase(Locale.ROOT));
    node.put("reason", job.reason());
    node.put("took_ms", job.took().toMillis());
    ArrayNode stages = node.putArray("stages");
    job.stages().forEach(stage -> stage(stages.addObject(), stage));
    var passes = node.putArray("passes");
    job.passes().forEach(pass -> pass(passes.addObject(), pass));
    var actions = node.putArray("actions");
    job.actions().forEach(action -> action(actions.addObject(), action));
    UntakenJson.put(node.putArray("untaken"), job.untaken());
    node.set("diagnostics", DiagnosticJson.of(job.diagnostics()));
  }

  private static void action(ObjectNode node, ActionRecord action) {
    node.put("action", action.plan().action().word());
    node.put("table", action.plan().table().toString());
    ObjectNode counts = node.putObject("counts");
    action.counts().forEach(counts::put);
    action.notes().forEach(node.putArray("notes")::add);
    node.put("took_ms", action.took().toMillis());
  }

  private static void pass(ObjectNode node, PassRecord pass) {
    node.put("number", pass.number());
    node.put("reason", pass.reason());
    ObjectNode keys = node.putObject("keys");
    pass.keys().forEach((name, value) -> keys.put(name.toString(), value));
    ArrayNode windows = node.putArray("windows");
    pass.windows().forEach(window -> windows.add(window.toString()));
    pass.skipped().ifPresent(skipped -> PlanJson.skipped(node.putObject("skipped"), skipped));
    node.put("took_ms", pass.took().toMillis());
    ArrayNode stages = node.putArray("stages");
    pass.stages().forEach(stage -> stage(stages.addObject(), stage));
    node.put("input_tests", pass.seen().findings().size());
    findings(node.putArray("input_findings"), pass.seen().findings());
    pass.seen().profile().ifPresent(profile -> ProfileJson.put(node.putObject("profile"), profile));
    var outputs = node.putArray("outputs");
    pass.outputs().forEach(output -> output(outputs.addObject(), output));
    var deliveries = node.putArray("deliveries");
    pass.deliveries().forEach(delivery -> delivery(deliveries.addObject(), delivery));
  }

  private static void stage(ObjectNode node, StageRecord stage) {
    node.put("stage", stage.stage());
    stage.table().ifPresent(table -> node.put("table", table.toString()));
    node.put("took_ms", stage.took().toMillis());
    Cost cost = stage.cost();
    number(node, "spark_jobs", cost.sparkJobs());
    number(node, "files_read", cost.filesRead());
    number(node, "bytes_read", cost.bytesRead());
    number(node, "files_skipped", cost.filesSkipped());
    number(node, "files_written", cost.filesWritten());
    number(node, "bytes_written", cost.bytesWritten());
  }

  /** What is not known is null: 0 would be a lie. */
  private static void number(ObjectNode node, String name, OptionalLong value) {
    if (value.isPresent()) {
      node.put(name, value.getAsLong());
    } else {
      node.putNull(name);
    }
  }

  private static void findings(ArrayNode node, List<Finding> findings) {
    findings.forEach(finding -> finding(node.addObject(), finding));
  }

  private static void finding(ObjectNode node, Finding finding) {
    node.put("test", finding.test().text().value().strip());
    node.put("of", finding.subject());
    finding.value().ifPresent(value -> node.set("value", number(value)));
    node.put("holds", finding.holds());
  }

  /** With all its digits: not by way of a floating-point number. */
  private static JsonNode number(Quantity value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return value
        .exact()
        .<JsonNode>map(number -> DecimalNode.valueOf(new BigDecimal(value.toString())))
        .orElseGet(() -> nodes.numberNode(value.value().doubleValue()));
  }

  private static void delivery(ObjectNode node, DeliveryRecord delivery) {
    node.put("target", delivery.sink().target().toString());
    node.put("write", delivery.sink().word());
    node.put("rows", delivery.counts().rowsResult());
    findings(node.putArray("findings"), delivery.findings());
  }

  private static void output(ObjectNode node, OutputRecord output) {
    WriteCounts counts = output.counts();
    node.put("table", output.table().toString());
    node.put("write", output.write().word());
    node.put("snapshot_id", Long.toString(output.snapshotId()));
    node.put("rows_read", counts.rowsRead());
    node.put("rows_result", counts.rowsResult());
    node.put("rows_kept", counts.rowsKept());
    node.put("rows_leaked", counts.rowsLeaked());
    node.put("rows_written", output.rowsWritten());
    node.put("files_read", counts.filesRead());
    node.put("files_skipped", counts.filesSkipped());
    node.put("files_written", output.filesWritten());
    node.put("bytes_written", output.bytesWritten());
    node.put("attempts", output.attempts());
    findings(node.putArray("findings"), output.findings());
    if (output.content() == Content.STATE) {
      node.put("state_only", true);
    }
  }
}
