package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.source.DataSource;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.FlareJob;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the tables that a job's actions are for. */
final class ActionPlanner {

  private final FlareJob job;
  private final List<InputPlan> inputs;
  private final List<OutputPlan> outputs;
  private final ZoneId zone;
  private final Problems problems;

  /**
   * @param inputs those whose source is known; problems of the others have been reported
   * @param zone of times that are written without one
   */
  ActionPlanner(
      FlareJob job,
      List<InputPlan> inputs,
      List<OutputPlan> outputs,
      ZoneId zone,
      Problems problems) {
    this.job = job;
    this.inputs = inputs;
    this.outputs = outputs;
    this.zone = zone;
    this.problems = problems;
  }

  List<ActionPlan> plan() {
    return job.upkeep().actions().stream().flatMap(this::plan).toList();
  }

  private Stream<ActionPlan> plan(Action action) {
    Stream<TableName> tables =
        action.input().isPresent()
            ? table(action, action.input().get()).stream()
            : all(action).stream();
    return tables.map(table -> new ActionPlan(action, table, olderThan(action)));
  }

  private Optional<Instant> olderThan(Action action) {
    return action.olderThan().map(written -> written.value().in(zone));
  }

  private Optional<TableName> table(Action action, Located<String> name) {
    Optional<InputPlan> input =
        inputs.stream().filter(each -> each.name().equalsIgnoreCase(name.value())).findFirst();
    if (input.isPresent()) {
      return table(action, name, input.get());
    }
    List<String> names = job.inputs().stream().map(each -> each.name().value()).toList();
    if (names.stream().noneMatch(name.value()::equalsIgnoreCase)) {
      problems.add(
          Diagnostic.error(Code.UNKNOWN_VIEW, "unknown input `" + name.value() + "`")
              .at(name.span())
              .because("the action `%s` applies to the table of an input".formatted(action.word()))
              .help(
                  names.isEmpty()
                      ? "add the table to `inputs`"
                      : Suggestion.help(name.value(), names)));
    }
    return Optional.empty();
  }

  private Optional<TableName> table(Action action, Located<String> name, InputPlan input) {
    Optional<TableName> table = lasting(input);
    if (table.isPresent()) {
      return table;
    }
    problems.add(
        Diagnostic.error(
                Code.WRONG_DEPOT, "the action `%s` needs an Iceberg table".formatted(action.word()))
            .at(name.span())
            .because("the input `%s` reads %s".formatted(input.name(), input.source())));
    return Optional.empty();
  }

  /** The table of an input; empty where it reads something else, or an account of a table. */
  private static Optional<TableName> lasting(InputPlan input) {
    return input.source().asTable().filter(DataSource::isFrozen).map(DataSource.Table::name);
  }

  private Set<TableName> all(Action action) {
    Set<TableName> tables = new LinkedHashSet<>();
    outputs.forEach(output -> tables.add(output.table()));
    if (job.outputs().isEmpty()) {
      inputs.stream().flatMap(input -> lasting(input).stream()).forEach(tables::add);
    }
    if (tables.isEmpty() && inputs.size() == job.inputs().size() && job.outputs().isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.WRONG_DEPOT, "`%s` needs an Iceberg table".formatted(action.name().value()))
              .at(action.name().span())
              .because("the job neither writes nor reads an Iceberg table"));
    }
    return tables;
  }
}
