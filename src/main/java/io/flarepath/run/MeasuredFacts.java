package io.flarepath.run;

import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Optional;

/** Facts about sources, each answer measured as the part that it belongs to. */
record MeasuredFacts(SourceFacts facts, StageClock clock) implements SourceFacts {

  @Override
  public String value(String key, BoundSql sql) {
    return clock.on(Part.KEYS, () -> facts.value(key, sql));
  }

  @Override
  public List<Compared> compared(String input, BoundSql sql) {
    return clock.on(Part.BOUNDS, () -> facts.compared(input, sql));
  }

  @Override
  public Optional<SourceColumn> column(String context, String name) {
    return clock.on(Part.BOUNDS, () -> facts.column(context, name));
  }

  @Override
  public Optional<AxisValue> newest(SourceColumn column) {
    return clock.on(Part.NEWEST, () -> facts.newest(column));
  }

  @Override
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    return clock.on(Part.NEWEST, () -> facts.oldest(column, within));
  }

  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    return clock.on(Part.BOUNDS, () -> facts.point(expression, type, place));
  }
}
