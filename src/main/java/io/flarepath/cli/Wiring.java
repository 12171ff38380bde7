package io.flarepath.cli;

import com.github.f4b6a3.ulid.UlidCreator;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.CodePages;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.OutOfMemory;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.function.Functions;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.SessionZone;
import io.flarepath.publish.Mode;
import io.flarepath.report.Json;
import io.flarepath.report.PlanJson;
import io.flarepath.report.PlanText;
import io.flarepath.report.SchemaJson;
import io.flarepath.run.Outlook;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.run.RunOptions;
import io.flarepath.secret.Vault;
import io.flarepath.settings.Settings;
import io.flarepath.workflow.LogLevel;
import io.flarepath.workflow.yaml.WorkflowSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Does each command, putting the rooms together for it. */
final class Wiring implements Commands {

  private static final String VERSION =
      Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
          .orElse("(not packaged)");

  private final EngineLogs logs;
  private final Interrupts interrupts;
  private final Vault vault;
  private final Runnable beforeEngine;

  /**
   * Commands that are not done yet.
   *
   * @param vault the secrets that nothing shows
   * @param beforeEngine is done once before anything of an engine is used
   */
  Wiring(EngineLogs logs, Interrupts interrupts, Vault vault, Runnable beforeEngine) {
    this.logs = logs;
    this.vault = vault;
    this.interrupts = interrupts;
    this.beforeEngine = beforeEngine;
  }

  @Override
  public ExitCode run(Invocation invocation, Terminal terminal) {
    Globals globals = invocation.globals();
    Voice voice = new Voice(terminal, globals, vault);
    Command command = invocation.command();
    try {
      return command.match(new Doing(globals, voice));
    } catch (FlarepathException e) {
      List<Diagnostic> said =
          OutOfMemory.of(e, "`flarepath " + command.word() + "`")
              .map(List::of)
              .orElseGet(() -> e.diagnostics().stream().map(voice::complete).toList());
      if (globals.json()) {
        voice.document(Json.stopped(command.word(), said));
      }
      throw e.with(said);
    }
  }

  /** Does one command. */
  private final class Doing implements Command.Cases<ExitCode> {

    private final Globals globals;
    private final Voice voice;

    Doing(Globals globals, Voice voice) {
      this.globals = globals;
      this.voice = voice;
    }

    @Override
    public ExitCode validate(Command.Validate command) {
      return Wiring.validate(command, workspace(), voice);
    }

    @Override
    public ExitCode plan(Command.Plan command) {
      return Wiring.this.plan(command, workspace(), globals, voice);
    }

    @Override
    public ExitCode run(Command.Run command) {
      RunOptions options =
          RunCommand.options(
                  Mode.RUN,
                  command.jobs(),
                  command.catchUp(),
                  command.maxWindows(),
                  command.keys(),
                  command.allowIncomplete())
              .parallel(command.parallel().orElse(1));
      return Wiring.this.run(command.workflow(), options, workspace(), globals, voice);
    }

    @Override
    public ExitCode backfill(Command.Backfill command) {
      RunOptions options =
          RunCommand.options(
              Mode.BACKFILL, command.jobs(), false, OptionalInt.empty(), command.keys(), true);
      return Wiring.this.run(command.workflow(), options, workspace(), globals, voice);
    }

    @Override
    public ExitCode stateShow(Command.StateShow command) {
      return state(command.workflow(), (commands, plan, runId) -> commands.show(plan, command));
    }

    @Override
    public ExitCode stateEdit(Command.StateEdit command) {
      return state(
          command.workflow(), (commands, plan, runId) -> commands.edit(plan, command, runId));
    }

    @Override
    public ExitCode doctor(Command.Doctor command) {
      return state(command.workflow(), (commands, plan, runId) -> commands.doctor(plan, command));
    }

    @Override
    public ExitCode explain(Command.Explain command) {
      return Wiring.explain(command, voice);
    }

    @Override
    public ExitCode query(Command.Query command) {
      return Wiring.this.query(command, workspace(), globals, voice);
    }

    @Override
    public ExitCode schema(Command.Schema command) {
      voice.document(
          SchemaJson.of(WorkflowSchema.of(Functions.signatures(), Workspace.STRATEGIES.forms()))
              .strip());
      return ExitCode.DONE;
    }

    @Override
    public ExitCode version(Command.Version command) {
      return Wiring.version(voice);
    }

    @Override
    public ExitCode help(Command.Help command) {
      throw new IllegalStateException("the parser answers " + command);
    }

    /** What most commands need, and what there is to say of it. */
    private Workspace workspace() {
      Workspace workspace = Workspace.open(globals, vault);
      voice.keep(new Whereabouts(workspace.settings()));
      voice.tell(workspace.advice());
      return workspace;
    }

    /** Whatever looks at tables. */
    private ExitCode state(String workflow, StateAct act) {
      Workspace workspace = workspace();
      Planned planned = planned(workflow, workspace, voice);
      String runId = newRunId();
      beforeEngine.run();
      logs.startLooking(workspace.settings().run().logDir(), "state-" + runId, LogLevel.INFO);
      StateCommands commands = new StateCommands(workspace.settings(), globals, voice, interrupts);
      return act.on(commands, planned.plan, runId);
    }
  }

  /** What one of the commands about state does. */
  private interface StateAct {
    ExitCode on(StateCommands commands, RunPlan plan, String runId);
  }

  private static ExitCode version(Voice voice) {
    if (voice.json()) {
      voice.document(Json.texts("version", Map.of("version", VERSION)));
    } else {
      voice.print("flarepath " + VERSION);
    }
    return ExitCode.DONE;
  }

  private static ExitCode explain(Command.Explain explain, Voice voice) {
    if (explain.code().isEmpty()) {
      tell(voice, Json.codes(), CodeList.text());
      return ExitCode.DONE;
    }
    String given = explain.code().get();
    Code code = Code.of(given).orElseThrow(() -> unknownCode(given));
    String page = CodePages.page(code).orElse(code.title());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("code", code.number());
    texts.put("title", code.title());
    texts.put("page", page);
    tell(voice, Json.texts("explain", texts), page.strip());
    return ExitCode.DONE;
  }

  private static void tell(Voice voice, String json, String text) {
    if (voice.json()) {
      voice.document(json);
    } else {
      voice.printAll(text);
    }
  }

  private static FlarepathException unknownCode(String given) {
    List<String> codes = Arrays.stream(Code.values()).map(Code::number).toList();
    boolean hasForm = given.strip().matches("(?i)(FP)?\\d{4}");
    Diagnostic diagnostic =
        Diagnostic.error(
            Code.UNKNOWN_CODE,
            hasForm
                ? "no message has the code `" + given.strip() + "`"
                : "unknown code `" + given + "`");
    return new FlarepathException(
        Suggestion.nearest(given, codes)
            .map(near -> diagnostic.help("did you mean `" + near + "`?"))
            .orElse(
                diagnostic.help(
                    (hasForm ? "" : "a code has the form FP1203; ")
                        + "`flarepath explain` alone lists them all")));
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
      voice.document(Json.validate(files));
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
    beforeEngine.run();
    logs.startLooking(workspace.settings().run().logDir(), "plan-" + newRunId(), LogLevel.INFO);
    Settings settings = EmbeddedStorage.looking(workspace.settings());
    try (EngineRoom room = EngineRoom.look(settings, globals.clock(), planned.plan, vault)) {
      voice.tell(room.tooLate(planned.plan));
      EngineRoom.leftOut(planned.plan)
          .forEach(name -> voice.detail("`" + name + "` has no effect on a plan"));
      Outlook outlook = room.looking(() -> room.preview().of(planned.plan, options));
      if (voice.json()) {
        voice.document(PlanJson.of(outlook, planned.advice));
      } else {
        PlanText.of(outlook).forEach(voice::print);
      }
      boolean blocked = false;
      for (JobOutlook job : outlook.jobs()) {
        voice.tell(
            job.match(
                JobOutlook.Pass::advice,
                stream -> List.of(),
                JobOutlook.Nothing::advice,
                later -> List.of(),
                JobOutlook.Blocked::diagnostics));
        blocked |=
            job.match(
                pass -> false, stream -> false, nothing -> false, later -> false, stopped -> true);
      }
      return blocked ? ExitCode.JOB_FAILED : ExitCode.DONE;
    }
  }

  private ExitCode run(
      String workflow, RunOptions options, Workspace workspace, Globals globals, Voice voice) {
    Planned planned = planned(workflow, workspace, voice);
    RunCommand.check(planned.plan, options);
    String runId = newRunId();
    beforeEngine.run();
    var log = logs.start(workspace.settings().run().logDir(), runId, LogLevel.INFO);
    voice.detail("Spark's log is " + log);
    Settings settings =
        globals.showsRows()
            ? workspace.settings().spark(EngineRoom.SHOW_ROWS, "true")
            : workspace.settings();
    try (ProgressLine line = voice.progress();
        EngineRoom room = started(line, settings, globals, planned.plan)) {
      room.tooLate(planned.plan).forEach(idle -> voice.detail(idle.message()));
      return new RunCommand(voice, workspace.settings().run().recordDir(), interrupts, line)
          .run(room, runId, planned.plan, options, planned.advice);
    }
  }

  private ExitCode query(Command.Query query, Workspace workspace, Globals globals, Voice voice) {
    QueryCommand.check(query.sql());
    beforeEngine.run();
    logs.startLooking(workspace.settings().run().logDir(), "query-" + newRunId(), LogLevel.INFO);
    Problems problems = new Problems();
    SessionZone zone = workspace.zones().of(problems);
    problems.throwIfErrors();
    voice.tell(problems.all());
    Settings settings = EmbeddedStorage.looking(workspace.settings());
    try (EngineRoom room = EngineRoom.look(settings, globals.clock(), zone, vault)) {
      return room.looking(() -> QueryCommand.run(room, query.sql(), voice));
    }
  }

  private EngineRoom started(ProgressLine line, Settings settings, Globals globals, RunPlan plan) {
    line.says("", "starting Spark");
    return EngineRoom.start(settings, globals.clock(), plan, vault);
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
}
