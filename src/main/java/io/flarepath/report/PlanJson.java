package io.flarepath.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.pass.Skipped;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SliceKey;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.SessionZone;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StreamPlan;
import io.flarepath.publish.FileEstimate;
import io.flarepath.run.Outlook;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.state.State;
import io.flarepath.window.AxisText;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import io.flarepath.workflow.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run would do, as a JSON document. */
public final class PlanJson {

  private PlanJson() {}

  /** The document; {@code diagnostics} are those of the files. */
  public static String of(Outlook outlook, List<Diagnostic> diagnostics) {
    ObjectNode document = Json.document("plan");
    boolean blocked =
        outlook.jobs().stream()
            .anyMatch(
                job ->
                    job.match(
                        pass -> false,
                        stream -> false,
                        nothing -> false,
                        later -> false,
                        stopped -> true));
    document.put("status", blocked ? "failed" : "succeeded");
    document.put("workflow", outlook.plan().workflow().name().value());
    outlook
        .plan()
        .workflow()
        .schedule()
        .ifPresent(schedule -> schedule(document.putObject("schedule"), schedule, outlook.now()));
    SessionZone zone = outlook.plan().zone();
    if (!zone.isDefault()) {
      document.putObject("time_zone").put("zone", zone.id().getId()).put("from", zone.from());
    }
    var jobs = document.putArray("jobs");
    outlook.jobs().forEach(job -> job(jobs.addObject(), outlook, job));
    document.set("diagnostics", DiagnosticJson.of(diagnostics));
    return Json.text(document);
  }

  private static void schedule(ObjectNode node, Schedule schedule, Instant now) {
    node.put("cron", schedule.cron().value());
    node.put("timezone", schedule.zone().getId());
    node.put("concurrency", schedule.concurrency().name().toLowerCase(Locale.ROOT));
    schedule.end().ifPresent(end -> node.put("ends", end.toString()));
    var next = node.putArray("next");
    schedule
        .after(now, PlanText.TIMES)
        .forEach(time -> next.add(time.toOffsetDateTime().toString()));
  }

  private static void retry(ObjectNode node, Retry retry) {
    node.put("count", retry.count());
    node.put("strategy", retry.strategy().word());
    node.put("pause_ms", retry.pause().toMillis());
    retry.limit().ifPresent(limit -> node.put("limit_ms", limit.toMillis()));
  }

  private static void job(ObjectNode node, Outlook whole, JobOutlook outlook) {
    node.put("name", outlook.job().name().value());
    outlook.job().dependencies().forEach(node.putArray("after")::add);
    derived(node, whole.plan().derived(outlook.job().name().value()));
    whole
        .plan()
        .workflow()
        .job(outlook.job().name().value())
        .flatMap(Job::retry)
        .ifPresent(retry -> retry(node.putObject("retry"), retry));
    boolean unused =
        outlook.match(
            pass -> {
              node.put("action", "pass").put("reason", pass.reason());
              pass(node, pass);
              return true;
            },
            stream -> {
              node.put("action", "stream");
              stream(node, stream);
              return true;
            },
            nothing -> {
              node.put("action", "nothing").put("reason", nothing.reason());
              UntakenJson.put(node.putArray("untaken"), nothing.untaken());
              node.set("diagnostics", DiagnosticJson.of(nothing.advice()));
              return true;
            },
            later -> {
              node.put("action", "later").put("reason", later.reason());
              var writes = node.putArray("writes");
              AxisText text = new AxisText(whole.plan().zone().id());
              later.writes().forEach(write -> write(writes.addObject(), write, text));
              return true;
            },
            blocked -> {
              node.put("action", "blocked");
              node.set("diagnostics", DiagnosticJson.of(blocked.diagnostics()));
              return true;
            });
  }

  /** The dependencies that the workflow does not declare; nothing where there are none. */
  static void derived(ObjectNode node, List<DerivedDependency> derived) {
    if (derived.isEmpty()) {
      return;
    }
    var array = node.putArray("derived_dependencies");
    for (DerivedDependency each : derived) {
      array
          .addObject()
          .put("job", each.job())
          .put("after", each.after())
          .put("because", each.reason());
    }
  }

  private static void stream(ObjectNode node, JobOutlook.Stream outlook) {
    StreamPlan stream = outlook.stream();
    var reads = node.putArray("reads");
    for (InputPlan input : outlook.job().inputs()) {
      ObjectNode read = reads.addObject();
      read.put("input", input.name());
      read.put("source", input.source().toString());
      read.put("stream", stream.inputs().contains(input.name()));
    }
    var writes = node.putArray("writes");
    for (OutputPlan output : outlook.job().outputs()) {
      ObjectNode write = writes.addObject();
      write.put("output", output.view());
      write.put("table", output.table().toString());
      write.put("checkpoint", stream.checkpoint(output).path());
      state(write.putObject("state"), outlook.states().getOrDefault(output.view(), State.EMPTY));
    }
  }

  private static void pass(ObjectNode node, JobOutlook.Pass outlook) {
    PassPlan pass = outlook.pass();
    state(node.putObject("state_before"), pass.before());
    pass.foreseen().ifPresent(after -> state(node.putObject("state_after"), after));
    ArrayNode stages = node.putArray("stages");
    pass.stages().forEach(stage -> stages.add(stage.word()));
    var reads = node.putArray("reads");
    for (InputPlan input : pass.job().inputs()) {
      read(reads.addObject(), outlook, input);
    }
    var writes = node.putArray("writes");
    AxisText text = new AxisText(pass.job().zone().id());
    pass.writes().forEach(write -> write(writes.addObject(), write, text));
    var deliveries = node.putArray("deliveries");
    pass.deliveries().forEach(write -> delivery(deliveries.addObject(), write));
    upkeep(node, pass.job());
    outlook.following().forEach(node.putArray("following")::add);
    outlook.end().ifPresent(reason -> node.put("then_nothing", reason));
    UntakenJson.put(node.putArray("untaken"), outlook.untaken());
    node.set("diagnostics", DiagnosticJson.of(outlook.advice()));
  }

  private static void upkeep(ObjectNode node, JobPlan.Load job) {
    node.put("input_assertions", job.job().upkeep().assertions().size());
    job.job()
        .upkeep()
        .profile()
        .ifPresent(profile -> node.put("profile", profile.level().name().toLowerCase(Locale.ROOT)));
    var actions = node.putArray("actions");
    for (ActionPlan action : job.actions()) {
      ObjectNode entry = actions.addObject();
      entry.put("action", action.action().word());
      entry.put("table", action.table().toString());
      action.olderThan().ifPresent(time -> entry.put("older_than", time.toString()));
    }
  }

  private static void read(ObjectNode node, JobOutlook.Pass outlook, InputPlan input) {
    node.put("input", input.name());
    node.put("source", input.source().toString());
    node.put("frozen", input.source().isFrozen());
    Optional.ofNullable(outlook.files().get(input.name())).ifPresent(files -> files(node, files));
    outlook.pass().slices().stream()
        .filter(slice -> slice.input().equals(input.name()))
        .forEach(slice -> slice(node, slice));
  }

  private static void slice(ObjectNode node, Slice slice) {
    ObjectNode keys = node.putObject("keys");
    for (SliceKey key : slice.keys()) {
      keys.putObject(key.name().toString())
          .put("value", key.value())
          .put("origin", key.origin().name().toLowerCase(Locale.ROOT));
    }
    slice.sql().ifPresent(sql -> node.put("sql", sql.text()));
    slice
        .window()
        .ifPresent(
            window -> {
              node.put("window", window.toString());
              node.put("window_column", window.column());
            });
    slice.skipped().ifPresent(skipped -> skipped(node.putObject("skipped"), skipped));
  }

  /** The windows without rows that a pass takes along. */
  static void skipped(ObjectNode node, Skipped skipped) {
    node.put("windows", skipped.windows());
    node.put("range", skipped.range().toString());
  }

  private static void files(ObjectNode node, FileEstimate files) {
    node.put("files", files.files());
    node.put("bytes", files.bytes());
    node.put("all_files", files.allFiles());
  }

  private static void write(ObjectNode node, OutputWrite write, AxisText text) {
    node.put("output", write.output().view());
    node.put("table", write.output().table().toString());
    node.put("new_table", write.table().isEmpty());
    node.put("write", write.write().word());
    node.put("reason", write.reason());
    if (write.output().content() == Content.STATE) {
      node.put("state_only", true);
    }
    write
        .write()
        .replacedWindow()
        .ifPresent(
            replace -> {
              node.put("replaces", text.of(replace.window()));
              replace
                  .cover()
                  .match(
                      partitions -> node.put("hull", text.of(partitions.hull())),
                      files -> node.put("cover", "files"));
            });
    var added = node.putArray("adds_columns");
    write.change().added().forEach(column -> added.add(column.toString()));
    var widened = node.putArray("widens_columns");
    write.change().widened().forEach(column -> widened.add(column.toString()));
    node.put("partitions", write.change().partitions().name().toLowerCase(Locale.ROOT));
    var partitions = node.putArray("partitioned_by");
    write.partitioning().forEach(field -> partitions.add(field.toString()));
  }

  private static void delivery(ObjectNode node, SinkWrite write) {
    node.put("output", write.sink().view());
    node.put("target", write.sink().target().toString());
    node.put("format", write.sink().format().word());
    node.put("write", write.sink().word());
    node.put("reason", write.reason());
    node.put("guarantee", SinkWrite.AT_LEAST_ONCE);
  }

  private static void state(ObjectNode node, State state) {
    state.values().forEach((name, value) -> node.put(name.toString(), value));
  }
}
