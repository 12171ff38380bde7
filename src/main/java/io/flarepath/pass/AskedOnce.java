package io.flarepath.pass;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the answers within one decision, so that inputs which share a context get the same ones
 * and nothing is computed twice. Not to be kept longer: the sources change. Not thread-safe.
 */
public final class AskedOnce implements SourceFacts {

  private final SourceFacts facts;
  private final Map<List<Object>, Object> answers = new HashMap<>();

  public AskedOnce(SourceFacts facts) {
    this.facts = facts;
  }

  @Override
  public String value(String key, BoundSql sql) {
    return (String)
        answers.computeIfAbsent(List.of("value", sql.text()), asked -> facts.value(key, sql));
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Compared> compared(String input, BoundSql sql) {
    return (List<Compared>)
        answers.computeIfAbsent(
            List.of("compared", input, sql.text()), asked -> facts.compared(input, sql));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<SourceColumn> column(String context, String name) {
    return (Optional<SourceColumn>)
        answers.computeIfAbsent(
            List.of("column", context, name), asked -> facts.column(context, name));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<AxisValue> newest(SourceColumn column) {
    return (Optional<AxisValue>)
        answers.computeIfAbsent(List.of("newest", column), asked -> facts.newest(column));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    return (Optional<AxisValue>)
        answers.computeIfAbsent(
            List.of("oldest", column, within), asked -> facts.oldest(column, within));
  }

  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    return (AxisPoint)
        answers.computeIfAbsent(
            List.of("point", expression.text(), type),
            asked -> facts.point(expression, type, place));
  }
}
