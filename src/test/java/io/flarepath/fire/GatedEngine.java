package io.flarepath.fire;

import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.plan.StreamPlan;
import io.flarepath.run.Engine;
import io.flarepath.run.Sample;
import io.flarepath.run.Tables;
import io.flarepath.sql.BoundSql;
import io.flarepath.table.Column;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The engine, with a gate around its writing. */
record GatedEngine(Engine engine, Gate gate) implements Engine {

  @Override
  public Session open(JobPlan.Load job) {
    return new GatedSession(engine.open(job), gate);
  }

  private record GatedSession(Session session, Gate gate) implements Session {

    @Override
    public WriteCounts write(OutputWrite write, String fileSet) {
      gate.reach(Point.BEFORE_WRITE);
      WriteCounts written = session.write(write, fileSet);
      gate.reach(Point.AFTER_WRITE);
      return written;
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
    public String typeOf(String context, String column) {
      return session.typeOf(context, column);
    }

    @Override
    public OptionalLong newest(String context, String column) {
      return session.newest(context, column);
    }

    @Override
    public AxisPoint point(String expression, String type, Passage place) {
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
    public WriteCounts prepareMerge(OutputWrite write) {
      return session.prepareMerge(write);
    }

    @Override
    public void merge(OutputWrite write, String branch) {
      gate.reach(Point.BEFORE_WRITE);
      session.merge(write, branch);
      gate.reach(Point.AFTER_WRITE);
    }

    @Override
    public StagedRows staged(OutputWrite write, Tables.Staged staged) {
      return session.staged(write, staged);
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
    public boolean isThere(SinkPlan sink) {
      return session.isThere(sink);
    }

    @Override
    public WriteCounts prepareDelivery(SinkWrite write) {
      return session.prepareDelivery(write);
    }

    @Override
    public StagedRows prepared(SinkWrite write) {
      return session.prepared(write);
    }

    @Override
    public void deliver(SinkWrite write) {
      session.deliver(write);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
