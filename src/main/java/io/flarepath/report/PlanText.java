package io.flarepath.report;

import io.flarepath.pass.Slice;
import io.flarepath.pass.SliceKey;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.SessionZone;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.Stage;
import io.flarepath.plan.StreamPlan;
import io.flarepath.publish.FileEstimate;
import io.flarepath.run.Outlook;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.state.State;
import io.flarepath.untaken.Untaken;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import io.flarepath.workflow.Schedule;
import io.flarepath.workflow.Upkeep;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    SessionZone zone = outlook.plan().zone();
    if (!zone.isDefault()) {
      text.say("time zone", "%s, from %s".formatted(zone.id(), zone.from()));
    }
    outlook.jobs().forEach(text::job);
    return text.lines;
  }

  private void schedule(Schedule schedule, Instant now) {
    say(
        "schedule",
        "%s  %s, %s  (left to your scheduler)"
            .formatted(
                schedule.cron().value().strip(),
                schedule.zone().normalized().equals(ZoneOffset.UTC)
                    ? "UTC"
                    : schedule.zone().getId(),
                switch (schedule.concurrency()) {
                  case ALLOW -> "runs may overlap";
                  case FORBID -> "no overlapping runs";
                  case REPLACE -> "stops the active run";
                }));
    List<String> times =
        schedule.after(now, TIMES).stream().map(time -> TIME.format(time)).toList();
    say("", times.isEmpty() ? "the schedule has ended" : "next " + String.join(", ", times));
  }

  private static String retry(Retry retry) {
    String when =
        switch (retry.strategy()) {
          case ALWAYS, ON_FAILURE -> "after every failure";
          case ON_ERROR -> "not after errors in the workflow or the data";
          case ON_TRANSIENT_ERROR -> "after transient failures";
        };
    return "at most "
        + Amounts.count(retry.count(), "time")
        + ", "
        + when
        + (retry.pause().isZero() ? "" : ", " + Amounts.duration(retry.pause()) + " apart")
        + retry.limit().map(limit -> ", within " + Amounts.duration(limit)).orElse("");
  }

  private void job(JobOutlook outlook) {
    lines.add("");
    lines.add("job " + outlook.job().name().value());
    after(outlook.job());
    this.outlook
        .plan()
        .workflow()
        .job(outlook.job().name().value())
        .flatMap(Job::retry)
        .ifPresent(retry -> say("retry", retry(retry)));
    Runnable said =
        outlook.match(
            pass -> () -> pass(pass),
            stream -> () -> stream(stream),
            nothing ->
                () -> {
                  say("to do", "nothing: " + nothing.reason());
                  untaken(nothing.untaken());
                },
            later -> () -> later(later),
            blocked -> () -> say("to do", "blocked: see the errors below"));
    said.run();
  }

  private void later(JobOutlook.Later outlook) {
    say("to do", outlook.reason());
    for (InputPlan input : outlook.job().inputs()) {
      say("read", input.source().toString());
    }
    WriteText text = new WriteText(this.outlook.plan().zone().id(), this::say);
    outlook.writes().forEach(text::write);
    if (outlook.writes().isEmpty()) {
      say("", "the rest of its plan is known then");
    }
  }

  private void after(JobPlan job) {
    List<DerivedDependency> derived = outlook.plan().derived(job.name().value());
    List<String> declared = new ArrayList<>(job.dependencies());
    derived.forEach(each -> declared.remove(each.after()));
    String label = "after";
    if (!declared.isEmpty()) {
      say(label, String.join(", ", declared));
      label = "";
    }
    for (DerivedDependency each : derived) {
      say(label, "%s, because %s".formatted(each.after(), each.reason()));
      label = "";
    }
  }

  private void stream(JobOutlook.Stream outlook) {
    StreamPlan stream = outlook.stream();
    say("why", "streams are read on every run, until all available data has been read");
    for (InputPlan input : outlook.job().inputs()) {
      boolean streams = stream.inputs().contains(input.name());
      say("read", input.source() + (streams ? "  (as a stream: new rows only)" : ""));
      if (streams && input.source().asFiles().isPresent()) {
        say("", "each file is read once; later changes to it are not read");
        say("", "to load changed files again, keep them in partition folders (day=2024-01-31/)");
        say("", "and read the folders with `incremental`, not as a stream");
      }
    }
    for (OutputPlan output : outlook.job().outputs()) {
      State state = outlook.states().getOrDefault(output.view(), State.EMPTY);
      say("write", output.table() + "  one publish for each batch");
      say("", "state " + (state.isEmpty() ? "none" : state.toString()));
      say("", "checkpoint " + stream.checkpoint(output).path());
    }
  }

  private void pass(JobOutlook.Pass outlook) {
    PassPlan pass = outlook.pass();
    say("why", outlook.reason());
    pass.stages().forEach(stage -> stage.match(explanation(outlook)));
    if (pass.writes().isEmpty()) {
      say("write", "nothing");
    }
    if (pass.isMoving()) {
      say(
          "then",
          pass.foreseen()
              .map(State::toString)
              .orElse("the state determined by the rows of this pass"));
    }
    String label = "actions";
    for (ActionPlan action : pass.job().actions()) {
      say(label, UpkeepText.plan(action));
      label = "";
    }
    following(outlook);
    untaken(outlook.untaken());
  }

  private void untaken(List<Untaken> untaken) {
    UntakenText.of(untaken).forEach(line -> say("remaining", line));
  }

  /** What a plan says of each stage of a pass. */
  private Stage.Cases<Boolean> explanation(JobOutlook.Pass outlook) {
    PassPlan pass = outlook.pass();
    return new Stage.Cases<>() {
      @Override
      public Boolean freeze(Stage.Freeze stage) {
        return false; // The inputs are said where they are read.
      }

      @Override
      public Boolean read(Stage.Read stage) {
        if (!stage.slices().isEmpty() && !pass.writes().isEmpty()) {
          say("state", pass.before().isEmpty() ? "none" : pass.before().toString());
        }
        stage.slices().forEach(PlanText.this::keys);
        pass.job().inputs().forEach(input -> input(outlook, input));
        return true;
      }

      @Override
      public Boolean transform(Stage.Transform stage) {
        return false; // The steps are in the workflow.
      }

      @Override
      public Boolean look(Stage.Look stage) {
        firstLook(pass, stage.upkeep());
        return true;
      }

      @Override
      public Boolean write(Stage.Write stage) {
        new WriteText(PlanText.this.outlook.plan().zone().id(), PlanText.this::say)
            .write(stage.write());
        return true;
      }

      @Override
      public Boolean hold(Stage.Hold stage) {
        return false; // As every result is.
      }

      @Override
      public Boolean audit(Stage.Audit stage) {
        int assertions = stage.write().output().output().assertions().size();
        if (assertions > 0) {
          say("check", Amounts.count(assertions, "assertion") + " of the staged rows");
        }
        return true;
      }

      @Override
      public Boolean deliver(Stage.Deliver stage) {
        stage.writes().forEach(PlanText.this::deliver);
        return true;
      }

      @Override
      public Boolean publish(Stage.Publish stage) {
        return false; // The state that it sets is said once for all outputs.
      }

      @Override
      public Boolean tidy(Stage.Tidy stage) {
        return false;
      }
    };
  }

  private void firstLook(PassPlan pass, Upkeep upkeep) {
    pass.job().inputs().stream()
        .findFirst()
        .ifPresent(
            input -> {
              if (!upkeep.assertions().isEmpty()) {
                say(
                    "check",
                    Amounts.count(upkeep.assertions().size(), "assertion") + " of " + input.name());
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
      say("show", Amounts.count(upkeep.previewLines(), "row") + " of each step");
    }
  }

  private void keys(Slice slice) {
    slice.window().ifPresent(window -> say("window", window + " of " + window.column()));
    String label = "keys";
    for (SliceKey key : slice.keys()) {
      say(label, "%s = %s  (%s)".formatted(key.name(), key.value(), key.origin().words()));
      label = "";
    }
  }

  private void input(JobOutlook.Pass outlook, InputPlan input) {
    String files =
        Optional.ofNullable(outlook.files().get(input.name())).map(PlanText::files).orElse("");
    String moves =
        input.source().isFrozen()
            ? ""
            : "  (not pinned to a snapshot: may change while it is read)";
    say("read", input.source() + files + moves);
    outlook.pass().slices().stream()
        .filter(slice -> slice.input().equals(input.name()))
        .flatMap(slice -> slice.sql().stream())
        .forEach(sql -> sql.text().strip().lines().forEach(line -> say("", line.strip())));
  }

  private static String files(FileEstimate files) {
    return "  %d of %s, %s"
        .formatted(
            files.files(), Amounts.count(files.allFiles(), "file"), Amounts.bytes(files.bytes()));
  }

  private void deliver(SinkWrite write) {
    say("deliver", write.sink().target() + "  " + write.sink().word());
    say("", "because " + write.reason());
    say("", SinkWrite.AT_LEAST_ONCE);
    say("", "its rows are computed once and cached in memory or on disk until they are written");
  }

  private void following(JobOutlook.Pass outlook) {
    List<String> windows = outlook.following();
    if (windows.isEmpty()) {
      outlook.end().ifPresent(end -> say("next", "nothing: " + end));
      return;
    }
    String label = "next";
    for (String window : outlook.goesOn() ? windows : windows.subList(0, 1)) {
      say(label, window + (outlook.goesOn() ? "" : ", which the next run loads"));
      label = "";
    }
    String atLeast = outlook.end().isPresent() ? "" : "at least ";
    int more = windows.size() - 1;
    if (outlook.goesOn()) {
      say("", "this run loads %s%s".formatted(atLeast, Amounts.count(more + 2, "window")));
    } else if (more > 0) {
      say(
          "",
          "%s%s %s due; with --catch-up, one run loads them all"
              .formatted(atLeast, Amounts.count(more, "more window"), more == 1 ? "is" : "are"));
    }
    outlook.end().ifPresent(end -> say("", "then nothing: " + end));
  }

  private void say(String label, String text) {
    lines.add("  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + text);
  }
}
