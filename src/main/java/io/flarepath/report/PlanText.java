package io.flarepath.report;

import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StreamPlan;
import io.flarepath.plan.Write;
import io.flarepath.publish.FileEstimate;
import io.flarepath.run.Outlook;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import io.flarepath.workflow.Schedule;
import io.flarepath.workflow.Upkeep;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run would do, in words. */
public final class PlanText {

  private static final int LABEL = 10;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** How many of a schedule's next times are shown. */
  static final int TIMES = 3;

  private final Outlook outlook;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Outlook outlook) {
    this.outlook = outlook;
  }

  /** The whole outlook, as lines. */
  public static List<String> of(Outlook outlook) {
    PlanText text = new PlanText(outlook);
    text.lines.add("workflow " + outlook.plan().workflow().name().value());
    outlook
        .plan()
        .workflow()
        .schedule()
        .ifPresent(schedule -> text.schedule(schedule, outlook.now()));
    outlook.jobs().forEach(text::job);
    return text.lines;
  }

  private void schedule(Schedule schedule, Instant now) {
    say(
        "schedule",
        "%s  %s, %s  (left to your scheduler)"
            .formatted(
                schedule.cron().value().strip(),
                schedule.zone().getId(),
                switch (schedule.concurrency()) {
                  case ALLOW -> "runs may overlap";
                  case FORBID -> "not while a run is going on";
                  case REPLACE -> "stops a run that is going on";
                }));
    List<String> times =
        schedule.after(now, TIMES).stream().map(time -> TIME.format(time)).toList();
    say("", times.isEmpty() ? "it has ended" : "next " + String.join(", ", times));
  }

  private static String retry(Retry retry) {
    String when =
        switch (retry.strategy()) {
          case ALWAYS, ON_FAILURE -> "after every failure";
          case ON_ERROR -> "not after faults of the workflow or the data";
          case ON_TRANSIENT_ERROR -> "after failures that may pass";
        };
    return "at most "
        + Words.count(retry.count(), "time")
        + ", "
        + when
        + (retry.pause().isZero() ? "" : ", " + Words.duration(retry.pause()) + " apart")
        + retry.limit().map(limit -> ", within " + Words.duration(limit)).orElse("");
  }

  private void job(JobOutlook outlook) {
    lines.add("");
    lines.add("job " + outlook.job().name().value());
    if (!outlook.job().dependencies().isEmpty()) {
      say("after", String.join(", ", outlook.job().dependencies()));
    }
    this.outlook
        .plan()
        .workflow()
        .job(outlook.job().name().value())
        .flatMap(Job::retry)
        .ifPresent(retry -> say("retry", retry(retry)));
    if (outlook instanceof JobOutlook.Pass pass) {
      pass(pass);
    } else if (outlook instanceof JobOutlook.Stream stream) {
      stream(stream);
    } else if (outlook instanceof JobOutlook.Nothing nothing) {
      say("to do", "nothing: " + nothing.reason());
    } else {
      say("to do", "cannot be told: see the messages");
    }
  }

  private void stream(JobOutlook.Stream outlook) {
    StreamPlan stream = outlook.job().stream().orElseThrow();
    say("why", "streams are read whenever the job runs, until what is there is read");
    for (InputPlan input : outlook.job().inputs()) {
      boolean streams = stream.inputs().contains(input.name());
      say("read", input.source() + (streams ? "  (as a stream: what is new)" : ""));
    }
    for (OutputPlan output : outlook.job().outputs()) {
      State state = outlook.states().getOrDefault(output.view(), State.EMPTY);
      say("write", output.table() + "  one publish for each batch");
      say("", "state " + (state.isEmpty() ? "none" : state.toString()));
      say("", "checkpoint " + stream.checkpoint(output));
    }
  }

  private void pass(JobOutlook.Pass outlook) {
    PassPlan pass = outlook.pass();
    say("why", outlook.reason());
    if (!pass.reads().isEmpty() && !pass.writes().isEmpty()) {
      say("state", pass.before().isEmpty() ? "none" : pass.before().toString());
    }
    pass.reads().forEach(this::keys);
    pass.job().inputs().forEach(input -> input(outlook, input));
    firstLook(pass);
    pass.deliveries().forEach(this::deliver);
    pass.writes().forEach(this::write);
    if (pass.writes().isEmpty()) {
      say("write", "nothing");
    }
    if (!pass.after().equals(pass.before())) {
      say("then", pass.after().toString());
    }
    String label = "actions";
    for (ActionPlan action : pass.job().actions()) {
      say(label, UpkeepText.plan(action));
      label = "";
    }
    following(outlook);
  }

  private void firstLook(PassPlan pass) {
    Upkeep upkeep = pass.job().job().upkeep();
    pass.job().inputs().stream()
        .findFirst()
        .ifPresent(
            input -> {
              if (!upkeep.assertions().isEmpty()) {
                say(
                    "judge",
                    Words.count(upkeep.assertions().size(), "assertion") + " of " + input.name());
              }
              upkeep
                  .profile()
                  .ifPresent(
                      profile ->
                          say(
                              "profile",
                              "%s, of %s"
                                  .formatted(
                                      profile.level().name().toLowerCase(Locale.ROOT),
                                      input.name())));
            });
    if (upkeep.previewLines() > 0) {
      say("show", Words.count(upkeep.previewLines(), "row") + " of each step");
    }
  }

  private void keys(Read read) {
    read.window().forEach(window -> say("window", window + " of " + window.column().column()));
    String label = "keys";
    for (var key : read.keys().values().entrySet()) {
      String origin =
          Optional.ofNullable(read.keys().origins().get(key.getKey()))
              .map(PassPlan.Origin::words)
              .orElse("");
      say(
          label,
          "%s = %s  (%s)"
              .formatted(new KeyName(read.context(), key.getKey()), key.getValue(), origin));
      label = "";
    }
  }

  private void input(JobOutlook.Pass outlook, InputPlan input) {
    String files =
        Optional.ofNullable(outlook.files().get(input.name())).map(PlanText::files).orElse("");
    String moves = input.source().isFrozen() ? "" : "  (not frozen: as of the start, or later)";
    say("read", input.source() + files + moves);
    outlook.pass().reads().stream()
        .filter(read -> read.input().equals(input))
        .forEach(read -> read.sql().text().strip().lines().forEach(line -> say("", line.strip())));
  }

  private static String files(FileEstimate files) {
    return "  %d of %s, %s"
        .formatted(
            files.files(), Words.count(files.allFiles(), "file"), Words.bytes(files.bytes()));
  }

  private void deliver(SinkWrite write) {
    say("deliver", write.sink().target() + "  " + write.sink().word());
    say("", "because " + write.reason());
    say("", SinkWrite.AT_LEAST_ONCE);
    say("", "its rows are computed once, and kept in memory or on disk until they are written");
  }

  private void write(OutputWrite write) {
    String fresh = write.table().isEmpty() ? "  (a new table)" : "";
    say("write", write.output().table() + "  " + write.write().word() + fresh);
    if (write.output().holdsStateOnly()) {
      say("", "because no output is an Iceberg table, and the state needs one");
      return;
    }
    say("", "because " + write.reason());
    change(write);
    if (write.write() instanceof Write.ReplaceWindow replace) {
      say("", "replaces the partitions of " + replace.hull());
      if (!replace.hull().equals(replace.window())) {
        say("", "and keeps their rows outside the window");
      }
    }
    if (!write.partitioning().isEmpty()) {
      say("", "partitioned by " + partitions(write.partitioning()));
    }
  }

  private void change(OutputWrite write) {
    write.change().added().forEach(column -> say("", "adds the column " + column));
    write.change().widened().forEach(column -> say("", "widens the column " + column));
    String before = partitions(write.table().map(TableFacts::partitioning).orElse(List.of()));
    String were = before.isEmpty() ? "none" : before;
    switch (write.change().partitions()) {
      case STAY -> {}
      case CHANGE ->
          say(
              "",
              "changes the table's partitions, which were %s: the workflow's `partitionSpec` differs"
                  .formatted(were));
      case CHANGE_LATER ->
          say(
              "",
              "leaves the table's partitions, which are %s, for the next pass to change: they need the new column"
                  .formatted(were));
    }
  }

  private static String partitions(List<PartitionColumn> fields) {
    return fields.stream().map(PartitionColumn::toString).collect(Collectors.joining(", "));
  }

  private void following(JobOutlook.Pass outlook) {
    String label = "next";
    for (String window : outlook.following()) {
      say(label, window);
      label = "";
    }
    if (outlook.end().isPresent()) {
      say(label, "then nothing: " + outlook.end().get());
    }
  }

  private void say(String label, String text) {
    lines.add("  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + text);
  }
}
