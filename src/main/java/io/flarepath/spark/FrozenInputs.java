package io.flarepath.spark;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.run.Engine;
import io.flarepath.spark.database.Jdbc;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.guard.SameShape;
import io.flarepath.spark.lineage.KeyConditions;
import io.flarepath.spark.lineage.Lineage;
import io.flarepath.spark.lineage.Relation;
import io.flarepath.spark.lineage.Traced;
import io.flarepath.spark.rows.TemporaryView;
import io.flarepath.sql.BoundSql;
import io.flarepath.table.TableName;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's inputs as they are frozen for a pass, and what a decision may ask of them. Not
 * thread-safe.
 */
final class FrozenInputs implements SourceFacts {

  private static final Logger LOG = LoggerFactory.getLogger(FrozenInputs.class);

  private final SparkSession session;
  private final JobPlan.Load job;
  private final Catalog tables;
  private final KeyValues keys;
  private final Map<String, Dataset<Row>> frozen = new HashMap<>();
  private final Map<String, Selection> selections = new HashMap<>();
  private final SourceColumns columns = new SourceColumns();

  /** The views of whole inputs, as far as nothing else can have their names by now. */
  private final Map<String, Dataset<Row>> views = new HashMap<>();

  /** The newest values of inputs' columns; as long as the input's rows stay the same. */
  private final Map<String, Map<Expression, Optional<AxisValue>>> newest = new HashMap<>();

  private List<Engine.FrozenInput> inputs = List.of();

  /**
   * What an input's SQL selects.
   *
   * @param sql its text
   */
  private record Selection(String sql, Dataset<Row> rows) {}

  FrozenInputs(SparkSession session, JobPlan.Load job, Catalog tables) {
    this.session = session;
    this.tables = tables;
    this.job = job;
    this.keys = new KeyValues(session);
  }

  /** Freezes the inputs of a new pass, and makes their views. */
  void freeze(List<Engine.FrozenInput> wanted) {
    Map<String, Dataset<Row>> same = sameAs(wanted);
    forget();
    inputs = List.copyOf(wanted);
    newest.keySet().retainAll(same.keySet());
    InputReader reader = new InputReader(session);
    Problems problems = new Problems();
    for (Engine.FrozenInput input : inputs) {
      InputPlan plan = input.input();
      try {
        Dataset<Row> rows = same.get(plan.name());
        if (rows == null) {
          rows = reader.read(input);
          Relation.mark(rows, plan.name());
        }
        frozen.put(plan.name(), rows);
        view(plan, rows);
      } catch (FlarepathException e) {
        LOG.debug("the input {} cannot be read", plan.name(), e);
        problems.addAll(e.diagnostics());
      }
    }
    problems.throwIfErrors();
  }

  /** The rows of those inputs whose tables have had no commit since they were frozen. */
  private Map<String, Dataset<Row>> sameAs(List<Engine.FrozenInput> wanted) {
    Map<String, Dataset<Row>> same = new HashMap<>();
    for (Engine.FrozenInput input : wanted) {
      Dataset<Row> rows = frozen.get(input.input().name());
      if (rows != null && InputReader.isPinned(input) && inputs.contains(input)) {
        same.put(input.input().name(), rows);
      }
    }
    return same;
  }

  /** Makes the views of whole inputs again, as they were when they were frozen. */
  void makeViews() {
    inputs.forEach(
        each ->
            Optional.ofNullable(frozen.get(each.input().name()))
                .ifPresent(rows -> view(each.input(), rows)));
  }

  private void view(InputPlan input, Dataset<Row> rows) {
    String name = input.read().map(read -> read.context().value()).orElse(input.name());
    // Views have their names in any case.
    if (views.put(name.toLowerCase(Locale.ROOT), rows) != rows) {
      TemporaryView.make(rows, name);
    }
  }

  /** Makes a view that may have the name of a whole input, or of what it selects. */
  void shadow(Dataset<Row> rows, String name) {
    shadowed();
    TemporaryView.make(rows, name);
  }

  /** Forgets which views are those of whole inputs: other views have their names, perhaps. */
  void shadowed() {
    views.clear();
  }

  void forget() {
    frozen.clear();
    selections.clear();
    columns.forget();
    inputs = List.of();
  }

  /**
   * Makes sure that what was read is what was looked at, once a result of it has been computed.
   *
   * @throws FlarepathException if a file is not in its depot any more
   */
  void confirm() {
    inputs.forEach(input -> new InputReader(session).confirm(input.input()));
  }

  List<Engine.FrozenInput> inputs() {
    return inputs;
  }

  /** All rows of an input. */
  Dataset<Row> rows(String name) {
    Dataset<Row> rows = frozen.get(name);
    if (rows == null) {
      throw new IllegalStateException("the input " + name + " was not frozen");
    }
    return rows;
  }

  /** What a column that a decision was told of is in Spark's plan. */
  Traced traced(SourceColumn column) {
    return columns.traced(column);
  }

  @Override
  public String value(String key, BoundSql sql) {
    return keys.value(key, sql);
  }

  @Override
  public List<Compared> compared(String input, BoundSql sql) {
    return KeyConditions.of(query(input, sql).queryExecution().analyzed(), sql).stream()
        .map(found -> new Compared(told(found.column()), found.comparison()))
        .toList();
  }

  @Override
  public Optional<SourceColumn> column(String context, String name) {
    return inputs.stream()
        .map(Engine.FrozenInput::input)
        .filter(
            input ->
                input.read().filter(read -> read.context().value().equals(context)).isPresent())
        .flatMap(input -> Optional.ofNullable(frozen.get(input.name())).stream())
        .findFirst()
        .flatMap(rows -> Lineage.column(rows.queryExecution().analyzed(), name))
        .map(this::told);
  }

  /**
   * A column as a decision is told of it. A database orders text by its own rules, and it is the
   * database that selects the rows, so its text has no order that is known here.
   */
  private SourceColumn told(Traced traced) {
    SourceColumn column = columns.of(traced);
    boolean isTextOfDatabase =
        traced.type().equals(DataTypes.StringType)
            && traced
                .relation()
                .input()
                .flatMap(job::input)
                .flatMap(input -> input.source().asConnector())
                .isPresent();
    return isTextOfDatabase
        ? new SourceColumn(column.id(), column.name(), "string, in the order of the database")
        : column;
  }

  @Override
  public Optional<AxisValue> newest(SourceColumn column) {
    Traced traced = columns.traced(column);
    Optional<InputPlan> input =
        traced.relation().input().filter(name -> traced.isColumn()).flatMap(job::input);
    Optional<String> context = input.flatMap(InputPlan::read).map(read -> read.context().value());
    Optional<Jdbc> database = context.flatMap(this::database);
    if (database.isPresent()) {
      return database.get().newest(traced.column().name(), traced.type());
    }
    return input.isEmpty()
        ? keys.newest(traced)
        : newest
            .computeIfAbsent(input.get().name(), name -> new HashMap<>())
            .computeIfAbsent(traced.value(), value -> newest(input.get(), traced));
  }

  private Optional<AxisValue> newest(InputPlan input, Traced traced) {
    OptionalLong known =
        inputs.stream()
            .filter(each -> each.input().equals(input))
            .filter(InputReader::isPinned)
            .findFirst()
            .map(each -> newest(each, traced))
            .orElse(OptionalLong.empty());
    return known.isPresent() ? Optional.of(AxisValue.of(known.getAsLong())) : keys.newest(traced);
  }

  private OptionalLong newest(Engine.FrozenInput input, Traced traced) {
    TableName table = input.input().currentTable().orElseThrow().name();
    long snapshot = InputReader.snapshot(input.tables(), table).orElseThrow();
    return tables.newest(table, snapshot, traced.column().name());
  }

  @Override
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    return keys.oldest(columns.traced(column), within);
  }

  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    return keys.point(expression, type, place);
  }

  /** The rows of an input that its SQL selects; planned once for each text. */
  Dataset<Row> query(String name, BoundSql sql) {
    Selection known = selections.get(name);
    if (known != null && known.sql().equals(sql.text())) {
      return known.rows();
    }
    SameShape.check(sql);
    // Inputs may share a context's name; this one's rows are meant.
    Dataset<Row> rows = rows(name);
    job.input(name).ifPresent(input -> view(input, rows));
    Dataset<Row> selected =
        SparkFailures.query(session, sql, "the incremental SQL of `" + name + "`");
    selections.put(name, new Selection(sql.text(), selected));
    return selected;
  }

  /** The database that a context is a table of, if it can be asked. */
  private Optional<Jdbc> database(String context) {
    return inputs.stream()
        .map(Engine.FrozenInput::input)
        .filter(
            input ->
                input.read().filter(read -> read.context().value().equals(context)).isPresent())
        .flatMap(
            input ->
                input.source().asConnector().map(found -> Jdbc.of(session, input, found)).stream())
        .filter(Jdbc::canTellNewest)
        .findFirst();
  }
}
