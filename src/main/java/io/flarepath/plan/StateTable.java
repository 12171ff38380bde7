package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.pass.Slice;
import io.flarepath.settings.Settings;
import io.flarepath.sql.SqlText;
import io.flarepath.table.TableName;
import io.flarepath.workflow.About;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.OnLeak;
import io.flarepath.workflow.Output.Replace;
import io.flarepath.workflow.Output.SaveMode;
import io.flarepath.workflow.Output.SchemaChange;
import io.flarepath.workflow.StepSource;
import io.flarepath.workflow.WriterOptions;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Iceberg table that holds the state of jobs which write no other one. To the rest of the house
 * it is one more output of such a job, into which each pass adds a row that says what it delivered.
 */
public final class StateTable {

  private static final String VIEW = "flarepath_delivered";

  private StateTable() {}

  /**
   * The output of a job into the table.
   *
   * @return empty if the settings do not say where it is, which is a problem
   */
  static Optional<OutputPlan> output(FlareJob job, Settings settings, Problems problems) {
    List<String> parts = Arrays.asList(settings.run().stateTable().split("\\.", -1));
    if (parts.size() < 3 || parts.stream().anyMatch(String::isBlank)) {
      problems.add(
          nowhere(job)
              .because("`flarepath.run.state-table` is `%s`".formatted(settings.run().stateTable()))
              .help("set it to a table of a catalog: `catalog.namespace.table`"));
      return Optional.empty();
    }
    String catalog = parts.get(0);
    if (!settings.catalogs().containsKey(catalog)) {
      problems.add(
          nowhere(job)
              .because(
                  "`flarepath.run.state-table` is `%s`, but the settings define no catalog `%s`"
                      .formatted(settings.run().stateTable(), catalog))
              .help(Suggestion.help(catalog, settings.catalogs().keySet())));
      return Optional.empty();
    }
    int last = parts.size() - 1;
    TableName table = new TableName(catalog, parts.subList(1, last), parts.get(last));
    return Optional.of(new OutputPlan(appending(job, table), table, OutputPlan.Content.STATE));
  }

  private static Diagnostic nowhere(FlareJob job) {
    return Diagnostic.error(
            Code.NO_STATE_TABLE,
            "there is no table for the state of `%s`".formatted(job.name().value()))
        .at(job.name().span())
        .because("the job is incremental, but none of its outputs is an Iceberg table");
  }

  private static Output appending(FlareJob job, TableName table) {
    return new Output(
        job.name().map(name -> VIEW),
        job.name().map(name -> table.toString()),
        Optional.empty(),
        Optional.of(job.name().map(name -> SaveMode.APPEND)),
        false,
        Replace.WINDOW,
        OnLeak.FAIL,
        Optional.empty(),
        Map.of(),
        List.of(),
        Optional.empty(),
        SchemaChange.FAIL,
        WriterOptions.NONE,
        About.NOTHING,
        List.of());
  }

  /**
   * The step that makes the row of a pass.
   *
   * @param sinks those that the pass delivers to
   */
  public static FlareStep row(JobPlan.Load job, List<SinkPlan> sinks, List<Slice> slices) {
    String windows =
        slices.stream()
            .flatMap(slice -> slice.window().stream())
            .map(window -> window.shownIn(ZoneOffset.UTC).toString()) // As earlier rows have it.
            .collect(Collectors.joining(", "));
    String keys =
        Slice.keys(slices).entrySet().stream()
            .map(key -> key.getKey() + " = " + key.getValue())
            .collect(Collectors.joining(", "));
    String targets =
        sinks.stream().map(sink -> sink.target().toString()).collect(Collectors.joining(", "));
    String sql =
        "SELECT current_timestamp() AS at, %s AS workflow, %s AS job, %s AS windows, %s AS keys, %s AS sinks"
            .formatted(
                SqlText.literal(job.workflow()),
                SqlText.literal(job.name().value()),
                SqlText.literal(windows),
                SqlText.literal(keys),
                SqlText.literal(targets));
    return new FlareStep(
        new Located<>(VIEW, job.name().span()),
        new StepSource.Sql(Passage.of(VIEW, sql)),
        List.of(),
        List.of());
  }
}
