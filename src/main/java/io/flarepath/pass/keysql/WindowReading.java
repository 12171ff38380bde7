package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.sql.Bindings;
import io.flarepath.table.ColumnTypes;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisText;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Bounds;
import java.util.Optional;

/** The window of a read, once its keys have values. */
record WindowReading(
    KeySqlRead read, FoundWindow found, SourceFacts facts, ClockChange clockChange) {

  /**
   * The window; empty where the column's type has no axis.
   *
   * @throws FlarepathException if it ends before it starts
   */
  Optional<Window> window(Bindings values) {
    return ColumnTypes.axis(found.source().type()).map(axis -> window(values, axis));
  }

  private Window window(Bindings values, Axis axis) {
    Passage place = read.spec().sql();
    WindowColumn column = found.bounds();
    String type = found.source().type();
    AxisPoint start = facts.point(column.start().sql(values), type, place);
    AxisPoint end = facts.point(column.end().sql(values), type, place);
    if (end.value().compareTo(start.value()) < 0) {
      throw backwards(axis, start.value(), end.value());
    }
    Bounds exact = bounds(column.bounds(), start, end);
    if (exact.includesEnd() && end.value().isGreatest()) {
      throw endless(axis, end.value());
    }
    return Window.between(found.source(), axis, exact, start.value(), end.value());
  }

  /** A value belongs to the window or not, however the SQL compares, if its bound is beside it. */
  private static Bounds bounds(Bounds compared, AxisPoint start, AxisPoint end) {
    return Bounds.of(
        start.side() == 0 ? compared.includesStart() : start.side() < 0,
        end.side() == 0 ? compared.includesEnd() : end.side() > 0);
  }

  private FlarepathException endless(Axis axis, AxisValue end) {
    return new FlarepathException(
        Diagnostic.error(
                Code.BAD_VALUE,
                "the window ends at %s, and there is no greater number".formatted(axis.text(end)))
            .at(read.spec().sql().span())
            .because("a window must be followed by a value at which the next one can start")
            .help("make `" + found.bounds().end().key() + "` smaller, or compare with `<`"));
  }

  private FlarepathException backwards(Axis axis, AxisValue start, AxisValue end) {
    String startKey = found.bounds().start().key();
    String endKey = found.bounds().end().key();
    AxisText shown = new AxisText(clockChange.zone());
    Diagnostic backwards =
        Diagnostic.error(Code.WINDOW_BACKWARDS, "the window ends before it starts")
            .at(read.spec().sql().span())
            .because(
                "`%s` is %s and `%s` is %s"
                    .formatted(startKey, shown.of(axis, start), endKey, shown.of(axis, end)))
            .help("make `" + endKey + "` later than `" + startKey + "`");
    return new FlarepathException(
        axis == Axis.TIMESTAMP ? clockChange.explained(backwards) : backwards);
  }
}
