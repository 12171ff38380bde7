package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.Settings;
import io.flarepath.source.DataSource;
import io.flarepath.source.Folder;
import io.flarepath.source.Sources;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out where the outputs of a job go, and where its state is. */
final class Targets {

  private final Settings settings;
  private final Sources sources;
  private final Problems problems;

  Targets(Settings settings, Sources sources, Problems problems) {
    this.settings = settings;
    this.sources = sources;
    this.problems = problems;
  }

  /**
   * The outputs of a job.
   *
   * @param tables the Iceberg tables, also the one that holds nothing but the state
   * @param sinks the others
   */
  record Of(List<OutputPlan> tables, List<SinkPlan> sinks) {
    Of {
      tables = List.copyOf(tables);
      sinks = List.copyOf(sinks);
    }
  }

  /**
   * Finds out.
   *
   * @param keepsProgress whether the job reads a part at a time, and remembers how far it came
   */
  Of of(FlareJob job, boolean keepsProgress) {
    List<OutputPlan> tables = new ArrayList<>();
    List<SinkPlan> sinks = new ArrayList<>();
    Set<Object> known = new HashSet<>();
    OutputAdvice advice = new OutputAdvice(job, problems);
    for (Output output : job.outputs()) {
      Optional<DataSource> target = sources.of(output);
      target.ifPresent(found -> once(output, found, known));
      Optional<DataSource.Table> table = target.flatMap(DataSource::asTable);
      if (table.isPresent()) {
        WriterCheck.check(output, problems);
        tables.add(new OutputPlan(output, table.get().name()));
      } else {
        target.ifPresent(found -> sinks.add(new SinkPlan(output, found)));
      }
      advice.give(output, target);
    }
    if (tables.isEmpty()
        && sinks.size() == job.outputs().size()
        && !job.outputs().isEmpty()
        && keepsProgress) {
      StateTable.output(job, settings, problems).ifPresent(tables::add);
    }
    return new Of(tables, sinks);
  }

  /** What two outputs must not have in common. Of connectors the options may decide. */
  private static Object place(Output output, DataSource target) {
    Map<String, String> options = new HashMap<>();
    output.writer().extra().forEach((name, value) -> options.put(name, value.value()));
    return target.match(
        table -> table,
        files -> Folder.of(files),
        connector -> List.of(connector, options),
        query -> List.of(query, options));
  }

  /** Two outputs of one job into one table would be two publishes of one state. */
  private void once(Output output, DataSource target, Set<Object> known) {
    if (known.add(place(output, target))) {
      return;
    }
    boolean isTable = target.asTable().isPresent();
    problems.add(
        Diagnostic.error(
                Code.DUPLICATE_NAME,
                "two outputs of this job write to " + (isTable ? "the table " : "") + target)
            .at(output.dataset().span())
            .because(
                isTable
                    ? "a job publishes each of its tables once per pass"
                    : "they would overwrite or duplicate each other's rows")
            .help("combine the two views in a step, and write the result once"));
  }
}
