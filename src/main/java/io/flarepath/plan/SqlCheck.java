package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Strategies;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SampleBinding;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlParser;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.StepCommand;
import io.flarepath.workflow.Upkeep;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a job's SQL before any engine runs it: syntax, kind, and views. */
final class SqlCheck {

  /** What an assertion's SQL may call the rows that it judges. */
  private static final String JUDGED = "source";

  private final SqlParser parser;
  private final Problems problems;
  private final boolean allowsScripts;
  private final Set<String> views = new LinkedHashSet<>();
  private final Set<TableRead> reads = new LinkedHashSet<>();
  private final Map<String, List<String>> columns = new HashMap<>();

  /**
   * @param allowsScripts whether SQL may run programs
   */
  SqlCheck(SqlParser parser, Problems problems, boolean allowsScripts) {
    this.parser = parser;
    this.problems = problems;
    this.allowsScripts = allowsScripts;
  }

  /**
   * Checks every SQL text of a job, in the order in which they will run.
   *
   * @return how the incremental inputs are read, by their names
   */
  Map<String, PartialRead> check(FlareJob job, Strategies strategies) {
    job.inputs().forEach(input -> views.add(input.name().value()));
    job.inputs().forEach(input -> input.origin().match(data -> data, query -> facts(query.sql())));
    Map<String, PartialRead> reads = new LinkedHashMap<>();
    for (Input input : job.inputs()) {
      input
          .incremental()
          .ifPresent(spec -> reads.put(input.name().value(), read(input, spec, strategies)));
    }
    for (FlareStep step : job.steps()) {
      check(step);
    }
    check(job.upkeep());
    for (Output output : job.outputs()) {
      if (!contains(views, output.name().value())) {
        problems.add(unknownView(output.name().value(), views).at(output.name().span()));
      }
      check(output.assertions());
      Optional.ofNullable(columns.get(folded(output.name().value())))
          .ifPresent(names -> WrittenColumns.check(output, names, problems));
      output.merge().ifPresent(this::check);
    }
    return reads;
  }

  /** What the SQL that was checked so far reads, views and tables. */
  List<TableRead> reads() {
    return List.copyOf(reads);
  }

  /** The SQL of an incremental input reads the inputs and its own context. */
  private PartialRead read(Input input, Incremental spec, Strategies strategies) {
    Set<String> visible = new LinkedHashSet<>(views);
    visible.add(spec.context().value());
    return strategies.plan(
        input,
        spec,
        sql -> {
          Optional<SqlFacts.Query> facts = query(sql);
          facts.ifPresent(query -> views(query, visible));
          return facts;
        });
  }

  private void check(FlareStep step) {
    step.functions().stream().flatMap(call -> call.expression().stream()).forEach(this::expression);
    columns.remove(folded(step.name().value()));
    views.addAll(step.source().match(sql -> check(step, sql.text()), own -> Set.of()));
    views.add(step.name().value());
    for (StepCommand command : step.commands()) {
      if (!contains(views, command.view().value())) {
        problems.add(unknownView(command.view().value(), views).at(command.view().span()));
      }
    }
  }

  /** Checks the SQL of a step, and returns the view that it creates besides the step's. */
  private Set<String> check(FlareStep step, Passage sql) {
    SqlFacts facts = facts(sql);
    facts
        .asQuery()
        .flatMap(SqlFacts.Query::columns)
        .filter(names -> step.functions().isEmpty())
        .ifPresent(names -> columns.put(folded(step.name().value()), names));
    Optional<SqlFacts.Cache> cache = facts.asCache();
    cache.ifPresent(found -> reads.addAll(found.query().tables()));
    cache
        .map(SqlFacts.Cache::query)
        .or(() -> query(sql, facts))
        .ifPresent(query -> views(query, views));
    return cache.map(SqlFacts.Cache::view).map(Set::of).orElse(Set.of());
  }

  private void check(List<Assertion> assertions) {
    Set<String> judged = new LinkedHashSet<>(views);
    judged.add(JUDGED);
    for (Assertion assertion : assertions) {
      assertion
          .<Runnable>match(
              column -> () -> column.filter().ifPresent(filter -> condition(filter, views)),
              sql -> () -> query(sql.sql()).ifPresent(query -> row(sql, query, judged)))
          .run();
    }
  }

  private void row(Assertion.OfSql assertion, SqlFacts.Query query, Set<String> judged) {
    views(query, judged);
    query.columns().ifPresent(names -> WrittenColumns.check(assertion, names, problems));
  }

  private void check(Upkeep upkeep) {
    check(upkeep.assertions());
    upkeep.profile().ifPresent(profile -> profile.filters().forEach(f -> condition(f, views)));
    for (Action action : upkeep.actions()) {
      action.condition().ifPresent(where -> condition(where, views));
      action.sortOrder().ifPresent(this::sortOrder);
    }
  }

  /** Checks the clauses of a merge, each in a statement of which the rest is right. */
  private void check(Merge merge) {
    condition(merge.on(), views);
    boolean begins = merge.when().text().strip().toLowerCase(Locale.ROOT).startsWith("when");
    Passage statement =
        merge.when().with(0, 0, "MERGE INTO t old USING r new ON true " + (begins ? "" : "WHEN "));
    facts(statement).asSyntaxError().ifPresent(error -> problems.add(syntax(error)));
  }

  /** Checks how an action sorts; of Iceberg's own orders only what is within the parentheses. */
  private void sortOrder(Located<String> order) {
    Span span = order.span();
    String text = order.value().strip();
    if (text.toLowerCase(Locale.ROOT).startsWith("zorder")) {
      return;
    }
    parser
        .parse(BoundSql.of(Passage.of("sortOrder", "SELECT 1 FROM t ORDER BY " + text)))
        .asSyntaxError()
        .ifPresent(
            error ->
                problems.add(
                    Diagnostic.error(Code.SQL_SYNTAX, "this is not a sort order")
                        .at(span)
                        .because(error.message())
                        .help("for example `order_id DESC NULLS LAST, status`")));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Checks a condition as the whole WHERE of a query. */
  private void condition(Passage where, Set<String> visible) {
    int end = where.text().length();
    Passage query = where.with(end, end, ")").with(0, 0, "SELECT 1 WHERE (");
    query(query, facts(query)).ifPresent(facts -> views(facts, visible));
  }

  /** Looks for programs in an expression; if it is none, Spark will say so. */
  private void expression(Passage expression) {
    int end = expression.text().length();
    var unused = facts(expression.with(end, end, "\n)").with(0, 0, "SELECT ("));
  }

  private SqlFacts facts(Passage sql) {
    SqlFacts facts = SampleBinding.parse(SqlTemplate.of(sql), parser);
    if (!allowsScripts) {
      facts.scripts().forEach(each -> problems.add(each.program().refused().at(each.place())));
    }
    return facts;
  }

  /** The facts of text that must be a query; empty when it is not one, which is a problem. */
  Optional<SqlFacts.Query> query(Passage sql) {
    return query(sql, facts(sql));
  }

  private Optional<SqlFacts.Query> query(Passage sql, SqlFacts facts) {
    Optional<Diagnostic> fault =
        facts.match(
            query -> Optional.empty(),
            cache ->
                Optional.of(noQuery(sql, "CACHE TABLE").help("cache the view in a step instead")),
            command ->
                Optional.of(
                    noQuery(sql, command.kind())
                        .because(
                            "only outputs may write, so that data and state are published together")
                        .help("write a SELECT, and write its result with an output")),
            error -> Optional.of(syntax(error)));
    fault.ifPresent(problems::add);
    facts.asQuery().ifPresent(query -> reads.addAll(query.tables()));
    return facts.asQuery();
  }

  private static Diagnostic syntax(SqlFacts.SyntaxError error) {
    return Diagnostic.error(Code.SQL_SYNTAX, "this SQL cannot be parsed")
        .at(error.place())
        .because(error.message());
  }

  private static Diagnostic noQuery(Passage sql, String kind) {
    return Diagnostic.error(Code.NOT_A_QUERY, "a query is expected here, but this is " + kind)
        .at(sql.span());
  }

  private void views(SqlFacts.Query query, Set<String> visible) {
    for (TableRead read : query.tables()) {
      if (!read.name().contains(".") && !contains(visible, read.name())) {
        problems.add(unknownView(read.name(), visible).at(read.place()));
      }
    }
  }

  private static Diagnostic unknownView(String name, Set<String> visible) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.UNKNOWN_VIEW, "unknown view `" + name + "`")
            .because(
                visible.isEmpty()
                    ? "no views are defined at this point"
                    : "the views at this point are " + String.join(", ", visible));
    return Suggestion.nearest(name, visible)
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElseGet(
            () ->
                diagnostic.help(
                    "to read a table of a catalog, write its full name: catalog.namespace.table"));
  }

  private static boolean contains(Set<String> names, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(wanted));
  }
}
