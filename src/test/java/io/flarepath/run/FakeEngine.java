package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.lab.ParsedColumns;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * An engine of whole numbers: its SQL is {@code select 10 + 5}, its windows run along {@code at}, a
 * bigint, and its inputs reach to {@link #newest}.
 */
class FakeEngine implements Engine {

  final List<String> done = Collections.synchronizedList(new ArrayList<>());

  /** The keys whose SQL was evaluated, and the bounds. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  OptionalLong newest = OptionalLong.of(1_000);

  /** The rows of the inputs; empty: every number up to the newest, and a write counts any. */
  final TreeSet<Long> rows = new TreeSet<>();

  /** The sink that does not take its result. */
  String refuses = "";

  /** Whether it is known that the result's {@code at} is the window's. */
  boolean carries = true;

  /** For which windows without rows a result may have some. */
  Predicate<Window> mayBeSomething = window -> false;

  WriteCounts written = new WriteCounts(9, 7, 0, 0, List.of(), 1, 2, Map.of());
  Runnable whileWriting = () -> {};
  String failsOn = "";
  String breaksOn = "";
  final Set<String> there = new HashSet<>();

  @Override
  public Session open(JobPlan.Load job) {
    return new FakeSession(job.name().value());
  }

  private final class FakeSession implements Session {

    private final String job;
    private List<FrozenInput> frozen = List.of();

    private FakeSession(String job) {
      this.job = job;
    }

    @Override
    public Set<TableName> tables(InputPlan input, TableName view) {
      throw new AssertionError("no input here is a view");
    }

    @Override
    public void freeze(List<FrozenInput> inputs) {
      frozen = List.copyOf(inputs);
    }

    @Override
    public List<FrozenInput> frozen() {
      return frozen;
    }

    @Override
    public String value(String key, BoundSql sql) {
      asked.add(key);
      return sql.text().startsWith("SELECT typeof(") ? "bigint" : Long.toString(sum(sql.text()));
    }

    @Override
    public List<Compared> compared(String input, BoundSql sql) {
      return ParsedColumns.compared(sql, FakeSession::type);
    }

    @Override
    public Optional<SourceColumn> column(String context, String name) {
      return Optional.of(ParsedColumns.column(name, type(name)));
    }

    @Override
    public List<Carrier> carriers(Output output, SourceColumn column, Range range) {
      return carries ? List.of(new Carrier("at", "bigint", range, Carrier.Kind.SAME)) : List.of();
    }

    @Override
    public List<Carrier> carriers(InputPlan input, SourceColumn column, Range range) {
      return List.of();
    }

    @Override
    public Set<RowChange> changes(InputPlan input, Output output) {
      return Set.of();
    }

    @Override
    public List<Long> rows(InputPlan input, String column, List<Range> ranges) {
      return ranges.stream().map(range -> 0L).toList();
    }

    @Override
    public List<Long> rows(TableName table, String column, List<Range> ranges) {
      return ranges.stream().map(range -> 0L).toList();
    }

    @Override
    public Counts counts(InputPlan input, Question question) {
      return Counts.NONE;
    }

    private static String type(String column) {
      return column.equals("at") ? "bigint" : "";
    }

    @Override
    public Optional<AxisValue> newest(SourceColumn column) {
      return newest.stream().mapToObj(AxisValue::of).findFirst();
    }

    @Override
    public Optional<AxisValue> oldest(SourceColumn column, Range within) {
      done.add("oldest " + job + " " + within);
      return rows(within).mapToObj(AxisValue::of).findFirst();
    }

    @Override
    public boolean isNothingOfNothing(
        InputPlan input, BoundSql sql, Window window, List<Output> outputs) {
      return !mayBeSomething.test(window);
    }

    @Override
    public AxisPoint point(BoundSql expression, String type, Passage place) {
      asked.add("bound");
      return new AxisPoint(AxisValue.of(sum(expression.text())), 0);
    }

    @Override
    public void select(InputPlan input, BoundSql sql) {}

    @Override
    public void transform(FlareStep step) {}

    @Override
    public void stream(StreamPlan stream, OutputPlan output, Batches batches) {
      throw new UnsupportedOperationException("there are no streams here");
    }

    @Override
    public List<Column> columns(Output output) {
      return List.of(new Column("at", "bigint"), new Column("id", "bigint"));
    }

    @Override
    public PreparedWrite write(OutputWrite write, FileSet files) {
      done.add("write " + job + " " + write.output().table().table() + " " + files.name());
      if (write.output().table().table().equals(breaksOn)) {
        throw new IllegalStateException("a bug");
      }
      whileWriting.run();
      if (write.output().table().table().equals(failsOn)) {
        throw new FlarepathException(Diagnostic.error(Code.JOB_FAILED, "no room"));
      }
      return new Prepared("", counted(write));
    }

    private WriteCounts counted(OutputWrite write) {
      return write
          .write()
          .replacedWindow()
          .filter(window -> !rows.isEmpty())
          .map(window -> rows(window.window()).count())
          .map(count -> new WriteCounts(count, count, 0, 0, List.of(), 1, 2, Map.of()))
          .orElse(written);
    }

    private LongStream rows(Range within) {
      if (!rows.isEmpty()) {
        return rows.subSet(within.firstStep(), within.endStep()).stream().mapToLong(row -> row);
      }
      long end = newest.isPresent() ? Math.min(within.endStep(), newest.getAsLong() + 1) : 0;
      return LongStream.range(Math.min(within.firstStep(), end), end);
    }

    @Override
    public PreparedMerge prepareMerge(OutputWrite write, Write.Merge merge) {
      done.add("prepare " + job);
      return new Prepared("", written);
    }

    @Override
    public InputRows input(InputPlan input) {
      throw new AssertionError("no job here looks at its input");
    }

    @Override
    public Sample sample(FlareStep step, int most) {
      return new Sample(
          step.name().value(), List.of(new Column("at", "bigint")), List.of(List.of("7")));
    }

    @Override
    public Map<String, Long> maintain(ActionPlan action) {
      done.add("maintain " + job + " " + action.words());
      return Map.of("rewritten_data_files", 3L);
    }

    @Override
    public boolean isThere(SinkPlan sink) {
      return there.contains(sink.target().toString());
    }

    @Override
    public void check(SinkWrite write) {
      if (write.sink().target().toString().equals(refuses)) {
        throw new FlarepathException(Diagnostic.error(Code.FOLDER_NOT_OURS, "not ours"));
      }
    }

    @Override
    public PreparedDelivery prepareDelivery(SinkWrite write) {
      done.add("prepare " + job + " " + write.sink().target());
      return new Prepared(write.sink().target().toString(), written);
    }

    /** What was prepared, for a sink or, with an empty name, for a table. */
    private final class Prepared implements PreparedMerge, PreparedDelivery {

      private final String sink;
      private final WriteCounts counts;

      Prepared(String sink, WriteCounts counts) {
        this.sink = sink;
        this.counts = counts;
      }

      @Override
      public WriteCounts counts() {
        return counts;
      }

      @Override
      public StagedRows rows(StagedFiles staged) {
        throw new AssertionError("no job here has assertions");
      }

      @Override
      public StagedRows rows() {
        throw new AssertionError("no job here has assertions");
      }

      @Override
      public void merge(String branch) {
        done.add("merge " + job);
      }

      @Override
      public void deliver() {
        done.add("deliver " + job + " " + sink);
        if (sink.equals(failsOn)) {
          throw new FlarepathException(Diagnostic.error(Code.WRITE_FAILED, "no room"));
        }
      }

      @Override
      public void close() {}
    }

    @Override
    public void close() {
      done.add("close " + job);
    }

    private static long sum(String expression) {
      return Arrays.stream(
              expression
                  .replaceAll("(?i)select|from all_events|of_the_clock|['()]", "")
                  .split("\\+"))
          .mapToLong(term -> Long.parseLong(term.trim()))
          .sum();
    }
  }
}
