package io.flarepath.pass;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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
  public String typeOf(String context, String column) {
    return (String)
        answers.computeIfAbsent(
            List.of("type", context, column), asked -> facts.typeOf(context, column));
  }

  @Override
  public OptionalLong newest(String context, String column) {
    return (OptionalLong)
        answers.computeIfAbsent(
            List.of("newest", context, column), asked -> facts.newest(context, column));
  }

  @Override
  public AxisPoint point(String expression, String type, Passage place) {
    return (AxisPoint)
        answers.computeIfAbsent(
            List.of("point", expression, type), asked -> facts.point(expression, type, place));
  }
}
