package io.flarepath.fire;

import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Carrier;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.Window;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StreamPlan;
import io.flarepath.plan.Write;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PreparedDelivery;
import io.flarepath.publish.PreparedMerge;
import io.flarepath.publish.PreparedWrite;
import io.flarepath.publish.StagedFiles;
import io.flarepath.publish.StagedRows;
import io.flarepath.run.Engine;
import io.flarepath.run.Sample;
import io.flarepath.sql.BoundSql;
import io.flarepath.table.Column;
import io.flarepath.table.TableName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowChange;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The engine, with a gate around its writing. */
record GatedEngine(Engine engine, Gate gate) implements Engine {

  @Override
  public Session open(JobPlan.Load job) {
    return new GatedSession(engine.open(job), gate);
  }

  @Override
  public boolean isStopped() {
    return engine.isStopped();
  }

  private record GatedSession(Session session, Gate gate) implements Session {

    @Override
    public PreparedWrite write(OutputWrite write, FileSet files) {
      gate.reach(Point.BEFORE_WRITE);
      PreparedWrite written = session.write(write, files);
      gate.reach(Point.AFTER_WRITE);
      return written;
    }

    @Override
    public List<FrozenInput> frozen() {
      return session.frozen();
    }

    @Override
    public Set<TableName> tables(InputPlan input, TableName view) {
      return session.tables(input, view);
    }

    @Override
    public void freeze(List<FrozenInput> inputs) {
      session.freeze(inputs);
    }

    @Override
    public String value(String key, BoundSql sql) {
      return session.value(key, sql);
    }

    @Override
    public List<Compared> compared(String input, BoundSql sql) {
      return session.compared(input, sql);
    }

    @Override
    public Optional<SourceColumn> column(String context, String name) {
      return session.column(context, name);
    }

    @Override
    public List<Carrier> carriers(Output output, SourceColumn column, Range range) {
      return session.carriers(output, column, range);
    }

    @Override
    public List<Carrier> carriers(InputPlan input, SourceColumn column, Range range) {
      return session.carriers(input, column, range);
    }

    @Override
    public Set<RowChange> changes(InputPlan input, Output output) {
      return session.changes(input, output);
    }

    @Override
    public List<Long> rows(InputPlan input, String column, List<Range> ranges) {
      return session.rows(input, column, ranges);
    }

    @Override
    public List<Long> rows(TableName table, String column, List<Range> ranges) {
      return session.rows(table, column, ranges);
    }

    @Override
    public Counts counts(InputPlan input, Question question) {
      return session.counts(input, question);
    }

    @Override
    public Optional<AxisValue> newest(SourceColumn column) {
      return session.newest(column);
    }

    @Override
    public Optional<AxisValue> oldest(SourceColumn column, Range within) {
      return session.oldest(column, within);
    }

    @Override
    public boolean isNothingOfNothing(
        InputPlan input, BoundSql sql, Window window, List<Output> outputs) {
      return session.isNothingOfNothing(input, sql, window, outputs);
    }

    @Override
    public AxisPoint point(BoundSql expression, String type, Passage place) {
      return session.point(expression, type, place);
    }

    @Override
    public void select(InputPlan input, BoundSql sql) {
      session.select(input, sql);
    }

    @Override
    public void transform(FlareStep step) {
      session.transform(step);
    }

    @Override
    public void stream(StreamPlan stream, OutputPlan output, Batches batches) {
      session.stream(stream, output, batches);
    }

    @Override
    public List<Column> columns(Output output) {
      return session.columns(output);
    }

    @Override
    public PreparedMerge prepareMerge(OutputWrite write, Write.Merge merge) {
      return new GatedMerge(session.prepareMerge(write, merge), gate);
    }

    @Override
    public InputRows input(InputPlan input) {
      return session.input(input);
    }

    @Override
    public Sample sample(FlareStep step, int most) {
      return session.sample(step, most);
    }

    @Override
    public Map<String, Long> maintain(ActionPlan action) {
      return session.maintain(action);
    }

    @Override
    public void check(SinkWrite write) {
      session.check(write);
    }

    @Override
    public boolean isThere(SinkPlan sink) {
      return session.isThere(sink);
    }

    @Override
    public PreparedDelivery prepareDelivery(SinkWrite write) {
      return session.prepareDelivery(write);
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private record GatedMerge(PreparedMerge merge, Gate gate) implements PreparedMerge {

    @Override
    public WriteCounts counts() {
      return merge.counts();
    }

    @Override
    public StagedRows rows(StagedFiles staged) {
      return merge.rows(staged);
    }

    @Override
    public void merge(String branch) {
      gate.reach(Point.BEFORE_WRITE);
      merge.merge(branch);
      gate.reach(Point.AFTER_WRITE);
    }

    @Override
    public void close() {
      merge.close();
    }
  }
}
