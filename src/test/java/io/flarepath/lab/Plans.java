package io.flarepath.lab;

import io.flarepath.counter.CounterStrategy;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Compared;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Request;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Strategies;
import io.flarepath.pass.keysql.KeySqlStrategy;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.WorkflowPlanner;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.sql.BoundSql;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.table.Column;
import io.flarepath.table.ColumnTypes;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.table.TableName;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import io.flarepath.workflow.PartitionField.Transform;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Plans and their parts from texts, for tests that need no engine. */
public final class Plans {

  /** Two depots: {@code icebase}, of tables, and {@code files}. */
  public static final Settings SETTINGS =
      new Settings(
          depots(
              new Depot.Iceberg("icebase", "icebase"),
              new Depot.Files("files", "data"),
              new Depot.Jdbc("pg", "jdbc:postgresql:x", Map.of())),
          Map.of("icebase", new CatalogSettings("icebase", Map.of("type", "in-memory"))),
          Map.of(),
          new RunSettings(
              3,
              Duration.ofMinutes(10),
              Duration.ofDays(7),
              2,
              "UTC",
              "target",
              "target/runs",
              "icebase.flarepath.state",
              false));

  public static final List<Column> COLUMNS =
      List.of(new Column("at", "timestamp"), new Column("id", "bigint"));

  public static final TableName COPY = new TableName("icebase", List.of("retail"), "copy");

  /** Those of the product, and one that is here as the proof that another can be added. */
  public static final Strategies STRATEGIES =
      new Strategies(List.of(new KeySqlStrategy(), new CounterStrategy()));

  private static final CatalystSqlParser SQL = new CatalystSqlParser();

  private Plans() {}

  /** Depots by their names, in this order. */
  static Map<String, Depot> depots(Depot... depots) {
    Map<String, Depot> byName = new LinkedHashMap<>();
    for (Depot depot : depots) {
      byName.put(depot.name(), depot);
    }
    return byName;
  }

  /** Reads workflows with the forms of all strategies, and without step functions or files. */
  public static WorkflowReader reader() {
    return new WorkflowReader(Map.of(), List.of(), STRATEGIES.forms(), path -> Optional.empty());
  }

  /** The plan of a workflow without fault. */
  public static RunPlan plan(String yaml) {
    Problems problems = new Problems();
    var plan =
        reader()
            .read(new Source("jobs/test.yaml", yaml), problems)
            .flatMap(read -> new WorkflowPlanner(SETTINGS, SQL, STRATEGIES).plan(read, problems));
    problems.throwIfErrors();
    return plan.orElseThrow();
  }

  /** The plan of one job. */
  public static JobPlan.Load load(LoadJob job) {
    return (JobPlan.Load) plan(job.yaml()).jobs().get(0);
  }

  /** The slice of the job's incremental input with these keys, along times. */
  public static Slice slice(JobPlan.Load job, String start, String end) {
    return slice(job, "timestamp", start, end);
  }

  /**
   * The slice of the job's incremental input with these keys.
   *
   * @param type of the window's column
   */
  public static Slice slice(JobPlan.Load job, String type, String start, String end) {
    PartialRead read =
        job.inputs().stream().flatMap(input -> input.read().stream()).findFirst().orElseThrow();
    Request request =
        new Request(
            state(start), true, Map.of(), Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);
    return read.propose(request, new KeyFacts(type, end)).slice();
  }

  /** A source whose keys have one value, and whose bounds are literals. */
  private record KeyFacts(String type, String value) implements SourceFacts {

    @Override
    public String value(String key, BoundSql sql) {
      return value;
    }

    @Override
    public List<Compared> compared(String input, BoundSql sql) {
      return ParsedColumns.compared(sql, column -> type);
    }

    @Override
    public Optional<SourceColumn> column(String context, String name) {
      return Optional.of(ParsedColumns.column(name, type));
    }

    @Override
    public Optional<AxisValue> newest(SourceColumn column) {
      return Optional.empty();
    }

    @Override
    public Optional<AxisValue> oldest(SourceColumn column, Range within) {
      return Optional.empty();
    }

    @Override
    public AxisPoint point(BoundSql expression, String type, Passage place) {
      Axis axis = ColumnTypes.axis(type).orElseThrow();
      return new AxisPoint(AxisValue.of(Plans.value(axis, expression.text().replace("'", ""))), 0);
    }
  }

  /** A value as people write it: {@code 2024-01-01 00:00:00}, {@code 2024-01-01}, {@code 42}. */
  public static long value(Axis axis, String text) {
    return switch (axis) {
      case NUMBER -> Long.parseLong(text);
      case DATE -> LocalDate.parse(text).toEpochDay();
      case TIMESTAMP, LOCAL_TIMESTAMP -> axis.value(LocalDateTime.parse(text.replace(' ', 'T')));
      case DECIMAL, TEXT -> throw new IllegalArgumentException(axis + " has no steps");
    };
  }

  public static PartitionColumn by(Transform transform, String column) {
    return new PartitionColumn(column, transform, OptionalInt.empty());
  }

  /** The table {@code copy}, by days, without a snapshot. */
  public static TableFacts table(Map<String, String> properties, SnapshotFacts... newestFirst) {
    return table(List.of(by(Transform.DAY, "at")), properties, newestFirst);
  }

  public static TableFacts table(
      List<PartitionColumn> partitioning,
      Map<String, String> properties,
      SnapshotFacts... newestFirst) {
    return new TableFacts(
        COPY,
        "uuid",
        newestFirst.length == 0 ? OptionalLong.empty() : OptionalLong.of(newestFirst[0].id()),
        COLUMNS,
        Set.of(),
        partitioning,
        List.of(partitioning),
        properties,
        List.of(newestFirst));
  }

  /** A snapshot whose number is also its sequence number. */
  public static SnapshotFacts snapshot(long id, long parent, Map<String, String> summary) {
    return new SnapshotFacts(
        id,
        parent == 0 ? OptionalLong.empty() : OptionalLong.of(parent),
        id,
        Instant.EPOCH,
        summary);
  }

  /** The state {@code all_events.start = …}. */
  public static State state(String start) {
    return State.of(Map.of(new KeyName("all_events", "start"), start));
  }
}
