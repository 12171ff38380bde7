package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.plan.Due;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.KeyRead;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.plan.PassPlan.ResolvedKeys;
import io.flarepath.plan.Window;
import io.flarepath.plan.WindowColumn;
import io.flarepath.plan.Windows;
import io.flarepath.run.Engine.AxisPoint;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlParser;
import io.flarepath.state.State;
import io.flarepath.table.ColumnTypes;
import io.flarepath.window.Axis;
import io.flarepath.window.Bounds;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Resolves the keys of a job's incremental inputs and finds their windows. */
final class WindowReader {

  private final ReadingSession session;
  private final SqlParser parser;
  private final RunOptions options;

  WindowReader(ReadingSession session, SqlParser parser, RunOptions options) {
    this.session = session;
    this.parser = parser;
    this.options = options;
  }

  /** The incremental inputs of a job, at one state. */
  WindowReading read(JobPlan.Load job, State state) {
    List<Read> reads = new ArrayList<>();
    List<Due.Progress> progress = new ArrayList<>();
    Map<String, ResolvedKeys> byContext = new LinkedHashMap<>();
    for (InputPlan input : job.inputs()) {
      if (input.read().isEmpty()) {
        continue;
      }
      KeyRead read = input.read().get();
      ResolvedKeys keys =
          byContext.computeIfAbsent(
              read.context(), context -> KeyResolution.resolve(session, read, state, options));
      BoundSql sql = read.sql().bind(keys.values());
      Optional<Window> window = window(read, keys, sql);
      reads.add(new Read(input, read.context(), keys, sql, window.stream().toList()));
      window.ifPresent(found -> progress.add(progress(read, keys, found)));
    }
    return new WindowReading(reads, progress);
  }

  private Optional<Window> window(KeyRead read, ResolvedKeys keys, BoundSql sql) {
    Optional<WindowColumn> column = Windows.column(read, keys.values(), sql, parser);
    if (column.isEmpty()) {
      return Optional.empty();
    }
    String type = session.typeOf(read.context(), column.get().column()).toLowerCase(Locale.ROOT);
    Optional<Axis> axis = ColumnTypes.axis(type);
    if (axis.isEmpty()) {
      return Optional.empty();
    }
    Passage place = read.spec().sql();
    AxisPoint start = session.point(column.get().start(), type, place);
    AxisPoint end = session.point(column.get().end(), type, place);
    if (end.value() < start.value()) {
      throw backwards(read, column.get(), axis.get(), start.value(), end.value());
    }
    WindowColumn exact = column.get().with(bounds(column.get().bounds(), start, end));
    Range range = exact.bounds().range(axis.get(), start.value(), end.value());
    return Optional.of(new Window(exact, type, range, start.value(), end.value()));
  }

  /** A value belongs to the window or not, however the SQL compares, if its bound is beside it. */
  private static Bounds bounds(Bounds compared, AxisPoint start, AxisPoint end) {
    return Bounds.of(
        start.side() == 0 ? compared.includesStart() : start.side() < 0,
        end.side() == 0 ? compared.includesEnd() : end.side() > 0);
  }

  private Due.Progress progress(KeyRead read, ResolvedKeys keys, Window window) {
    OptionalLong newest = session.newest(read.context(), window.column().column());
    OptionalLong until =
        read.spec()
            .until()
            .map(text -> KeyResolution.until(session, text, keys, window))
            .orElse(OptionalLong.empty());
    return new Due.Progress(window, newest, until);
  }

  private static FlarepathException backwards(
      KeyRead read, WindowColumn column, Axis axis, long start, long end) {
    return new FlarepathException(
        Diagnostic.error(Code.WINDOW_BACKWARDS, "the window ends before it starts")
            .at(read.spec().sql().span())
            .because(
                "`%s` is %s and `%s` is %s"
                    .formatted(
                        column.startKey(), axis.text(start), column.endKey(), axis.text(end)))
            .help("let `" + column.endKey() + "` be later than `" + column.startKey() + "`"));
  }
}
