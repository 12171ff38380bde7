package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Environment;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Type;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.StepSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of an entry of {@code steps}, and of its {@code sequence}. */
final class StepKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.located(), "the view that the step creates");

  private static final Key<Optional<Yaml>> DOC = Key.ignored("doc", "what the step is for");

  private static final Key<Optional<Passage>> SQL =
      Key.optional("sql", SqlType.SQL, "the query whose result becomes the view")
          .needed()
          .unless("sqlFile", "sqlfile", "classpath");

  private static final Key<Optional<Yaml.Scalar>> SQL_FILE =
      Key.optional(
              "sqlFile",
              new Scalar<>("the path of a file", Optional::of),
              "a file that holds the query, relative to this one")
          .or("sqlfile");

  private static final Key<Optional<Located<String>>> CLASSPATH =
      Key.optional(
          "classpath",
          Scalar.TEXT.located(),
          "a user-defined class that implements io.flarepath.api.Step; or Flare's `Joiner`, which"
              + " joins the two views of `params.inputs` by `params.joinExpr`");

  private static final Key<Map<String, Located<String>>> PARAMS =
      Key.withDefault(
          "params",
          new MapOf(true),
          Map.<String, Located<String>>of(),
          "the parameters passed to the class of `classpath`");

  private static final Key<List<CommandKeys.Command>> COMMANDS =
      Key.withDefault(
          "commands",
          ListOf.of(CommandKeys.COMMAND),
          List.<CommandKeys.Command>of(),
          "which views to persist or to release");

  private static final Key<List<SinkKeys.Sink>> SINK =
      Key.withDefault(
              "sink",
              ListOf.of(SinkKeys.SECTION),
              List.<SinkKeys.Sink>of(),
              "which views of the sequence to write, and to which output's depot")
          .oldFormOf("outputs");

  private final Key<List<FunctionCall>> functions;
  private final Key<List<FunctionCall>> beside;
  private final Key<List<FlareStep>> sequence;

  /**
   * @param call a call of a step function
   */
  StepKeys(Type<FunctionCall> call) {
    functions =
        Key.withDefault(
            "functions",
            ListOf.of(call),
            List.<FunctionCall>of(),
            "step functions, applied to the result in order");
    beside = functions.belongingIn("steps[].sequence[]");
    sequence =
        Key.withDefault(
            "sequence", ListOf.of(step()), List.<FlareStep>of(), "the steps, one after the other");
  }

  /** The value of {@code steps}. */
  Type<List<Group>> steps() {
    return new StepList<>(
        Section.of(
            "steps[]",
            List.of(sequence, SINK, beside, DOC, SharedKeys.IGNORED_TITLE, SharedKeys.DESCRIPTION),
            fields ->
                new Group(applied(fields.get(sequence), fields.get(beside)), fields.get(SINK))));
  }

  private Section<FlareStep> step() {
    return Section.checked(
            "steps[].sequence[]",
            List.of(
                NAME,
                DOC,
                SharedKeys.IGNORED_TITLE,
                SharedKeys.DESCRIPTION,
                SharedKeys.TAGS,
                SQL,
                SQL_FILE,
                CLASSPATH,
                PARAMS,
                functions,
                COMMANDS),
            this::step)
        .where(
            Constraint.notBoth("sql", "sqlFile"),
            Constraint.notBoth("sql", "classpath"),
            Constraint.notBoth("sqlFile", "classpath"));
  }

  /**
   * An entry of {@code steps}.
   *
   * @param sinks the old form of outputs
   */
  record Group(List<FlareStep> sequence, List<SinkKeys.Sink> sinks) {
    Group {
      sequence = List.copyOf(sequence);
      sinks = List.copyOf(sinks);
    }
  }

  /** Functions next to the steps can only apply to the result of the last one. */
  private static List<FlareStep> applied(List<FlareStep> sequence, List<FunctionCall> functions) {
    if (sequence.isEmpty() || functions.isEmpty()) {
      return sequence;
    }
    List<FlareStep> steps = new ArrayList<>(sequence);
    FlareStep last = steps.remove(steps.size() - 1);
    List<FunctionCall> all = new ArrayList<>(last.functions());
    all.addAll(functions);
    steps.add(new FlareStep(last.name(), last.source(), all, last.commands()));
    return steps;
  }

  private Optional<FlareStep> step(Fields fields) {
    Located<String> name = fields.get(NAME);
    List<Key<?>> sources = written(fields);
    if (sources.size() > 1) {
      fields.problems().add(twoSources(fields, sources));
      return Optional.empty();
    }
    fields
        .keySpan(PARAMS)
        .filter(span -> fields.get(CLASSPATH).isEmpty())
        .ifPresent(span -> fields.problems().add(uselessParams(span)));
    return source(fields)
        .map(
            source ->
                new FlareStep(
                    name,
                    source,
                    fields.get(functions),
                    fields.get(COMMANDS).stream().map(command -> command.of(name)).toList()));
  }

  private static List<Key<?>> written(Fields fields) {
    List<Key<?>> sources = List.of(SQL, SQL_FILE, CLASSPATH);
    return sources.stream()
        .filter(key -> fields.get(key) instanceof Optional<?> value && value.isPresent())
        .toList();
  }

  private static Optional<StepSource> source(Fields fields) {
    Optional<Passage> own = fields.get(SQL);
    Optional<Passage> sql =
        own.isPresent() ? own : fields.get(SQL_FILE).flatMap(file -> text(file, fields.reading()));
    return sql.<StepSource>map(StepSource.Sql::new)
        .or(() -> fields.get(CLASSPATH).flatMap(name -> ofClass(name, fields)));
  }

  private static Optional<StepSource> ofClass(Located<String> name, Fields fields) {
    return JoinerStep.is(name)
        ? JoinerStep.of(name, fields.get(PARAMS), fields.problems())
        : Optional.of(new StepSource.OwnClass(name, fields.get(PARAMS)));
  }

  private static Optional<Passage> text(Yaml.Scalar file, Reading reading) {
    Environment environment = reading.environment();
    return environment
        .file(file, reading.problems())
        .map(source -> environment.passage(source, reading.problems()));
  }

  private static Diagnostic twoSources(Fields fields, List<Key<?>> sources) {
    String first = sources.get(0).name();
    String second = sources.get(1).name();
    return Diagnostic.error(
            Code.DUPLICATE_KEY, "a step takes either `" + first + "` or `" + second + "`")
        .at(fields.keySpan(sources.get(1)).orElse(fields.span()))
        .because("each of them defines the rows of the step")
        .help("remove one of the two, or make two steps");
  }

  private static Diagnostic uselessParams(Span span) {
    return Diagnostic.warning(Code.MISPLACED_KEY, "`params` has no effect here")
        .at(span)
        .because("it configures the class of `classpath`, and this step has none");
  }
}
