package io.flarepath.cli;

import com.github.f4b6a3.ulid.UlidCreator;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.CodePages;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.function.Functions;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Mode;
import io.flarepath.report.Json;
import io.flarepath.report.PlanJson;
import io.flarepath.report.PlanText;
import io.flarepath.report.SchemaJson;
import io.flarepath.run.Outlook;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.run.RunOptions;
import io.flarepath.settings.Redactor;
import io.flarepath.workflow.LogLevel;
import io.flarepath.workflow.yaml.JsonSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Does each command, putting the rooms together for it. */
final class Wiring implements Commands {

  private static final String VERSION =
      Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
          .orElse("(not packaged)");

  private final EngineLogs logs;

  Wiring(EngineLogs logs) {
    this.logs = logs;
  }

  @Override
  public ExitCode run(Invocation invocation, Terminal terminal) {
    Globals globals = invocation.globals();
    Voice voice = new Voice(terminal, globals);
    Command command = invocation.command();
    try {
      if (command instanceof Command.Version) {
        return version(voice);
      } else if (command instanceof Command.Explain explain) {
        return explain(explain, voice);
      }
      if (command instanceof Command.Schema) {
        voice.print(SchemaJson.of(JsonSchema.of(Functions.signatures())).strip());
        return ExitCode.DONE;
      }
      Workspace workspace = Workspace.open(globals);
      voice.keep(Redactor.of(workspace.settings()));
      voice.tell(workspace.advice());
      if (command instanceof Command.Validate validate) {
        return validate(validate, workspace, voice);
      } else if (command instanceof Command.Plan plan) {
        return plan(plan, workspace, globals, voice);
      } else if (command instanceof Command.Run run) {
        RunOptions options =
            RunCommand.options(
                Mode.RUN,
                run.jobs(),
                run.catchUp(),
                run.maxWindows(),
                run.keys(),
                run.allowIncomplete());
        return run(run.workflow(), options, workspace, globals, voice);
      } else if (command instanceof Command.Backfill backfill) {
        RunOptions options =
            RunCommand.options(
                Mode.BACKFILL, backfill.jobs(), false, OptionalInt.empty(), backfill.keys(), true);
        return run(backfill.workflow(), options, workspace, globals, voice);
      } else if (command instanceof Command.StateShow
          || command instanceof Command.StateEdit
          || command instanceof Command.Doctor) {
        return state(command, workspace, globals, voice);
      } else if (command instanceof Command.Query query) {
        return query(query, workspace, globals, voice);
      }
      throw new IllegalStateException("no such command: " + command);
    } catch (FlarepathException e) {
      if (globals.json()) {
        voice.print(Json.stopped(name(command), e.diagnostics()));
      }
      throw e;
    }
  }

  private static ExitCode version(Voice voice) {
    voice.print(
        voice.json() ? Json.texts("version", Map.of("version", VERSION)) : "flarepath " + VERSION);
    return ExitCode.DONE;
  }

  private static ExitCode explain(Command.Explain explain, Voice voice) {
    Code code = Code.of(explain.code()).orElseThrow(() -> unknownCode(explain.code()));
    String page = CodePages.page(code).orElse(code.title());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("code", code.number());
    texts.put("title", code.title());
    texts.put("page", page);
    voice.print(voice.json() ? Json.texts("explain", texts) : page.strip());
    return ExitCode.DONE;
  }

  private static FlarepathException unknownCode(String given) {
    List<String> codes = Arrays.stream(Code.values()).map(Code::number).toList();
    Diagnostic diagnostic = Diagnostic.error(Code.UNKNOWN_CODE, "there is no code `" + given + "`");
    return new FlarepathException(
        Suggestion.nearest(given, codes)
            .map(near -> diagnostic.help("did you mean `" + near + "`?"))
            .orElse(diagnostic.help("a code looks like FP1203")));
  }

  private static ExitCode validate(Command.Validate validate, Workspace workspace, Voice voice) {
    Map<String, List<Diagnostic>> files = new LinkedHashMap<>();
    boolean valid = true;
    for (String file : validate.workflows()) {
      Problems problems = new Problems();
      valid &= workspace.plan(file, problems).isPresent();
      files.put(file, problems.all());
      voice.tell(problems.all());
      if (!voice.json() && !problems.hasErrors()) {
        voice.say(file + ": valid");
      }
    }
    if (voice.json()) {
      voice.print(Json.validate(files));
    }
    return valid ? ExitCode.DONE : ExitCode.REJECTED;
  }

  private ExitCode plan(Command.Plan plan, Workspace workspace, Globals globals, Voice voice) {
    RunOptions options =
        RunCommand.options(
            Mode.RUN,
            plan.jobs(),
            plan.catchUp(),
            plan.maxWindows(),
            plan.keys(),
            plan.allowIncomplete());
    Planned planned = planned(plan.workflow(), workspace, voice);
    RunCommand.check(planned.plan, options);
    logs.start(workspace.settings().run().logDir(), "plan-" + newRunId(), LogLevel.INFO);
    try (EngineRoom room =
        EngineRoom.start(workspace.settings(), globals.clock(), List.of(planned.plan))) {
      voice.tell(room.tooLate(planned.plan));
      Outlook outlook = room.preview().of(planned.plan, options);
      if (voice.json()) {
        voice.print(PlanJson.of(outlook, planned.advice));
      } else {
        PlanText.of(outlook).forEach(voice::print);
      }
      boolean blocked = false;
      for (JobOutlook job : outlook.jobs()) {
        if (job instanceof JobOutlook.Pass pass) {
          voice.tell(pass.advice());
        } else if (job instanceof JobOutlook.Blocked stopped) {
          voice.tell(stopped.diagnostics());
          blocked = true;
        }
      }
      return blocked ? ExitCode.JOB_FAILED : ExitCode.DONE;
    }
  }

  private ExitCode run(
      String workflow, RunOptions options, Workspace workspace, Globals globals, Voice voice) {
    Planned planned = planned(workflow, workspace, voice);
    RunCommand.check(planned.plan, options);
    String runId = newRunId();
    var log = logs.start(workspace.settings().run().logDir(), runId, LogLevel.INFO);
    voice.detail("the engine's log is " + log);
    try (EngineRoom room =
        EngineRoom.start(workspace.settings(), globals.clock(), List.of(planned.plan))) {
      voice.tell(room.tooLate(planned.plan));
      return new RunCommand(voice).run(room, runId, planned.plan, options, planned.advice);
    }
  }

  /** Whatever looks at tables, and needs no engine for it. */
  private ExitCode state(Command command, Workspace workspace, Globals globals, Voice voice) {
    String workflow =
        command instanceof Command.StateShow show
            ? show.workflow()
            : command instanceof Command.StateEdit edit
                ? edit.workflow()
                : ((Command.Doctor) command).workflow();
    Planned planned = planned(workflow, workspace, voice);
    String runId = newRunId();
    logs.start(workspace.settings().run().logDir(), "state-" + runId, LogLevel.INFO);
    EmbeddedStorage.prepare(workspace.settings());
    StateCommands commands = new StateCommands(workspace.settings(), globals, voice);
    if (command instanceof Command.StateShow show) {
      return commands.show(planned.plan, show);
    }
    return command instanceof Command.StateEdit edit
        ? commands.edit(planned.plan, edit, runId)
        : commands.doctor(planned.plan, (Command.Doctor) command);
  }

  private ExitCode query(Command.Query query, Workspace workspace, Globals globals, Voice voice) {
    QueryCommand.check(query.sql());
    logs.start(workspace.settings().run().logDir(), "query-" + newRunId(), LogLevel.INFO);
    try (EngineRoom room = EngineRoom.start(workspace.settings(), globals.clock(), List.of())) {
      return QueryCommand.run(room, query.sql(), voice);
    }
  }

  private record Planned(RunPlan plan, List<Diagnostic> advice) {}

  private static Planned planned(String workflow, Workspace workspace, Voice voice) {
    Problems problems = new Problems();
    Optional<RunPlan> plan = workspace.plan(workflow, problems);
    problems.throwIfErrors();
    voice.tell(problems.all());
    return new Planned(plan.orElseThrow(), problems.all());
  }

  private static String newRunId() {
    return UlidCreator.getMonotonicUlid().toString();
  }

  private static String name(Command command) {
    if (command instanceof Command.StateShow) {
      return "state show";
    }
    return command instanceof Command.StateEdit
        ? "state change"
        : command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
