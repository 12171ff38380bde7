package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.sql.SampleBinding;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlParser;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.StepCommand;
import io.flarepath.workflow.StepSource;
import io.flarepath.workflow.Upkeep;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the text of a job's SQL tells before any engine runs it: syntax, kind, and views. */
final class SqlCheck {

  /** What an assertion's SQL may call the rows that it judges. */
  private static final String JUDGED = "source";

  private final SqlParser parser;
  private final Problems problems;
  private final Set<String> views = new LinkedHashSet<>();
  private final Map<Input, SqlFacts.Query> windows = new HashMap<>();

  SqlCheck(SqlParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** Checks every SQL text of a job, in the order in which they will run. */
  void check(FlareJob job) {
    job.inputs().forEach(input -> views.add(input.name().value()));
    for (Input input : job.inputs()) {
      if (input.incremental().orElse(null) instanceof KeySql keys) {
        check(input, keys);
      }
    }
    for (FlareStep step : job.steps()) {
      check(step);
    }
    check(job.upkeep());
    for (Output output : job.outputs()) {
      if (!contains(views, output.name().value())) {
        problems.add(unknownView(output.name().value(), views).at(output.name().span()));
      }
    }
  }

  /** What the text of an input's incremental SQL told, if it is a query. */
  Optional<SqlFacts.Query> window(Input input) {
    return Optional.ofNullable(windows.get(input));
  }

  private void check(Input input, KeySql keys) {
    Set<String> visible = new LinkedHashSet<>(views);
    visible.add(keys.context().value());
    keys.keys().forEach(key -> key.sql().flatMap(this::query).ifPresent(f -> views(f, visible)));
    query(keys.sql())
        .ifPresent(
            facts -> {
              views(facts, visible);
              windows.put(input, facts);
            });
  }

  private void check(FlareStep step) {
    if (step.source() instanceof StepSource.Sql sql) {
      SqlFacts facts = facts(sql.text());
      if (facts instanceof SqlFacts.Cache cache) {
        views(cache.query(), views);
        views.add(cache.view());
      } else {
        query(sql.text(), facts).ifPresent(query -> views(query, views));
      }
    }
    views.add(step.name().value());
    for (StepCommand command : step.commands()) {
      if (!contains(views, command.view().value())) {
        problems.add(unknownView(command.view().value(), views).at(command.view().span()));
      }
    }
  }

  private void check(Upkeep upkeep) {
    Set<String> judged = new LinkedHashSet<>(views);
    judged.add(JUDGED);
    for (Assertion assertion : upkeep.assertions()) {
      if (assertion instanceof Assertion.OfSql sql) {
        query(sql.sql()).ifPresent(query -> views(query, judged));
      } else if (assertion instanceof Assertion.OfColumn column) {
        column.filter().ifPresent(filter -> condition(filter, views));
      }
    }
    upkeep.profile().ifPresent(profile -> profile.filters().forEach(f -> condition(f, views)));
    for (Action action : upkeep.actions()) {
      if (action instanceof Action.DeleteFromDataset delete) {
        condition(delete.where(), views);
      } else if (action instanceof Action.RewriteDataset rewrite) {
        rewrite.where().ifPresent(where -> condition(where, views));
      }
    }
  }

  /** Checks a condition as the whole WHERE of a query. */
  private void condition(Passage where, Set<String> visible) {
    int end = where.text().length();
    Passage query = where.with(end, end, ")").with(0, 0, "SELECT 1 WHERE (");
    query(query, facts(query)).ifPresent(facts -> views(facts, visible));
  }

  private SqlFacts facts(Passage sql) {
    return SampleBinding.parse(SqlTemplate.of(sql), parser);
  }

  /** What a text that must be a query tells; empty when it is none, which is a problem. */
  Optional<SqlFacts.Query> query(Passage sql) {
    return query(sql, facts(sql));
  }

  private Optional<SqlFacts.Query> query(Passage sql, SqlFacts facts) {
    if (facts instanceof SqlFacts.Query query) {
      return Optional.of(query);
    }
    if (facts instanceof SqlFacts.SyntaxError error) {
      problems.add(
          Diagnostic.error(Code.SQL_SYNTAX, "this SQL cannot be parsed")
              .at(error.place())
              .because(error.message()));
    } else if (facts instanceof SqlFacts.Command command) {
      problems.add(
          noQuery(sql, command.kind())
              .because("only outputs write, so that data and state are published together")
              .help("write a SELECT, and let an output write its result"));
    } else {
      problems.add(noQuery(sql, "CACHE TABLE").help("write a step that keeps the view"));
    }
    return Optional.empty();
  }

  private static Diagnostic noQuery(Passage sql, String kind) {
    return Diagnostic.error(Code.NOT_A_QUERY, "a query is expected here, and this is " + kind)
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
        Diagnostic.error(Code.UNKNOWN_VIEW, "no view is called `" + name + "` here")
            .because(
                visible.isEmpty()
                    ? "there is no view at this point"
                    : "the views at this point are " + String.join(", ", visible));
    return Suggestion.nearest(name, visible)
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElseGet(
            () ->
                diagnostic.help(
                    "for a table of a catalog, write its whole name: catalog.namespace.table"));
  }

  private static boolean contains(Set<String> names, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(wanted));
  }
}
