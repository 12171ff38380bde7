package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Carrier;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.Window;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StreamPlan;
import io.flarepath.plan.Write;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PreparedDelivery;
import io.flarepath.publish.PreparedMerge;
import io.flarepath.publish.PreparedWrite;
import io.flarepath.run.Engine;
import io.flarepath.run.Sample;
import io.flarepath.spark.cost.SparkMeter;
import io.flarepath.spark.database.Jdbc;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.lineage.Traced;
import io.flarepath.spark.lineage.WithoutWindow;
import io.flarepath.spark.rows.TypeText;
import io.flarepath.spark.sink.SinkCheck;
import io.flarepath.spark.sink.SinkProbe;
import io.flarepath.spark.sink.SinkWriter;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.DeepStack;
import io.flarepath.sql.SqlText;
import io.flarepath.table.Column;
import io.flarepath.table.TableName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowChange;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Output;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job's session: views, keys, results. */
final class SparkJobSession implements Engine.Session {

  private static final Logger LOG = LoggerFactory.getLogger(SparkJobSession.class);

  private final SparkSession session;
  private final JobPlan.Load job;
  private final Steps steps;
  private final FrozenInputs source;
  private final RowCounting counting = new RowCounting();

  /** What an input selects in a window without rows, where the views are those of it. */
  private Optional<LogicalPlan> empty = Optional.empty();

  private final Map<String, Dataset<Row>> batches = new HashMap<>();

  SparkJobSession(SparkSession session, JobPlan.Load job, StepFunctions functions, Catalog tables) {
    this.session = session;
    this.job = job;
    this.steps = new Steps(session, functions);
    this.source = new FrozenInputs(session, job, tables);
  }

  @Override
  public void freeze(List<Engine.FrozenInput> wanted) {
    empty = Optional.empty();
    // A new pass begins: what the last one kept are rows of another window.
    steps.release();
    SparkMeter.reading(ScanCounts.files(wanted));
    source.freeze(wanted);
  }

  @Override
  public List<Engine.FrozenInput> frozen() {
    return source.inputs();
  }

  @Override
  public Set<TableName> tables(InputPlan input, TableName view) {
    return new InputReader(session).tables(input, view);
  }

  @Override
  public String value(String key, BoundSql sql) {
    return source.value(key, sql);
  }

  @Override
  public List<Compared> compared(String input, BoundSql sql) {
    return source.compared(input, sql);
  }

  @Override
  public Optional<SourceColumn> column(String context, String name) {
    return source.column(context, name);
  }

  @Override
  public Optional<AxisValue> newest(SourceColumn column) {
    return source.newest(column);
  }

  @Override
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    return source.oldest(column, within);
  }

  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    return source.point(expression, type, place);
  }

  @Override
  public boolean isNothingOfNothing(
      InputPlan input, BoundSql sql, Window window, List<Output> outputs) {
    try {
      LogicalPlan selected = source.query(input.name(), sql).queryExecution().analyzed();
      Traced column = source.traced(window.source());
      LogicalPlan emptied = WithoutWindow.of(selected, column, window.range());
      // Where no key is left in the plan, it is that of the window before.
      if (empty.filter(known -> known.sameResult(emptied)).isPresent()) {
        return true;
      }
      empty = Optional.empty();
      source.shadow(Dataset.ofRows(session, emptied), input.name());
      job.job().steps().forEach(steps::make);
      boolean isNothing =
          outputs.stream().allMatch(output -> Emptiness.isCertain(result(output.name().value())));
      empty = Optional.of(emptied).filter(plan -> isNothing);
      return isNothing;
    } catch (FlarepathException e) {
      LOG.debug("the steps cannot be made for a window without rows", e);
      return false;
    } finally {
      // Steps may have kept rows, and shadowed the views of inputs.
      steps.release();
      source.makeViews();
    }
  }

  @Override
  public List<Carrier> carriers(Output output, SourceColumn column, Range range) {
    return new Carriers(source.traced(column), range)
        .of(result(output.name().value()).queryExecution().analyzed());
  }

  @Override
  public List<Carrier> carriers(InputPlan input, SourceColumn column, Range range) {
    return new Carriers(source.traced(column), range)
        .of(result(input.name()).queryExecution().analyzed());
  }

  @Override
  public Set<RowChange> changes(InputPlan input, Output output) {
    return RowChanges.of(
        result(input.name()).queryExecution().analyzed(),
        result(output.name().value()).queryExecution().analyzed());
  }

  @Override
  public List<Long> rows(InputPlan input, String column, List<Range> ranges) {
    return counting.rows(result(input.name()), "`" + input.name() + "`", column, ranges);
  }

  @Override
  public List<Long> rows(TableName table, String column, List<Range> ranges) {
    return counting.rows(session.table(table.quoted()), table.toString(), column, ranges);
  }

  @Override
  public Counts counts(InputPlan input, Question question) {
    return counting.untaken(source.rows(input.name()), "`" + input.name() + "`", question);
  }

  @Override
  public void select(InputPlan input, BoundSql sql) {
    empty = Optional.empty();
    Dataset<Row> rows = source.query(input.name(), sql);
    input
        .source()
        .asConnector()
        .ifPresent(connector -> Jdbc.of(session, input, connector).oneMeaning(rows));
    source.shadow(rows, input.name());
  }

  @Override
  public void transform(FlareStep step) {
    source.shadowed();
    steps.make(step);
  }

  @Override
  public void stream(StreamPlan stream, OutputPlan output, Engine.Batches taker) {
    String view = output.view();
    new BatchStream(stream, output)
        .read(
            session.table(SqlText.identifier(view)),
            (query, number, rows) -> {
              batches.put(view, rows);
              try {
                taker.take(query, number);
              } finally {
                batches.remove(view);
              }
            });
  }

  /** The rows of a view that is written: those of the batch, while there is one. */
  private Dataset<Row> result(String view) {
    Dataset<Row> batch = batches.get(view);
    return batch == null ? session.table(SqlText.identifier(view)) : batch;
  }

  @Override
  public List<Column> columns(Output output) {
    return Arrays.stream(result(output.name().value()).schema().fields())
        .map((StructField field) -> new Column(field.name(), TypeText.of(field.dataType())))
        .toList();
  }

  @Override
  public PreparedWrite write(OutputWrite write, FileSet files) {
    // The pass may have been decided on another thread.
    SparkSession.setActiveSession(session);
    SparkMeter.reading(ScanCounts.files(source.inputs(), write));
    Dataset<Row> result = result(write.output().view());
    if (job.job().explain()) {
      LOG.info("plan of {}:\n{}", write.output().view(), result.queryExecution());
    }
    try {
      WrittenFiles written =
          new WrittenFiles(
              session,
              write,
              new ResultWriter(result.sparkSession(), source.inputs(), write).write(result, files));
      source.confirm();
      return written;
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw SparkFailures.failedWhileWriting(e, write.output());
    } catch (StackOverflowError e) {
      Diagnostic tooDeep = DeepStack.tooDeep("the result `" + write.output().view() + "`");
      throw new FlarepathException(tooDeep.at(write.output().output().name().span()), e);
    }
  }

  @Override
  public PreparedMerge prepareMerge(OutputWrite write, Write.Merge merge) {
    SparkMeter.reading(ScanCounts.files(source.inputs(), write));
    Dataset<Row> result = result(write.output().view());
    return confirmed(
        ResultMerger.prepare(result.sparkSession(), write, merge, result), PreparedMerge::close);
  }

  @Override
  public boolean isThere(SinkPlan sink) {
    return new SinkProbe(session, sink).isThere();
  }

  @Override
  public void check(SinkWrite write) {
    new SinkCheck(session, write.sink(), result(write.sink().view()).schema()).check();
  }

  @Override
  public PreparedDelivery prepareDelivery(SinkWrite write) {
    return confirmed(
        SinkWriter.prepare(session, write, session.table(SqlText.identifier(write.sink().view()))),
        PreparedDelivery::close);
  }

  /** What has been computed, if the inputs are still where they were. */
  private <P> P confirmed(P prepared, Consumer<P> closing) {
    try {
      source.confirm();
      return prepared;
    } catch (FlarepathException e) {
      closing.accept(prepared);
      throw e;
    }
  }

  @Override
  public Engine.InputRows input(InputPlan input) {
    return new InputRows(session, input, session.table(SqlText.identifier(input.name())));
  }

  @Override
  public Sample sample(FlareStep step, int most) {
    String view = step.name().value();
    Dataset<Row> rows = session.table(SqlText.identifier(view));
    try {
      return new Sample(view, TypeText.columns(rows), Queries.texts(rows, most));
    } catch (Exception e) {
      throw new FlarepathException(
          Diagnostic.error(Code.JOB_FAILED, "the rows of `" + view + "` cannot be computed")
              .at(step.name().span())
              .because(SparkFailures.reason(e)),
          e);
    }
  }

  @Override
  public Map<String, Long> maintain(ActionPlan action) {
    return new Actions(session).run(action);
  }

  @Override
  public void close() {
    source.forget();
    steps.release();
  }
}
