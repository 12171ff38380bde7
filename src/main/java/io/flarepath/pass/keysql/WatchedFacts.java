package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Remembers which questions had no answer. Not thread-safe. */
final class WatchedFacts implements SourceFacts {

  private final SourceFacts facts;
  private final IdentityHashMap<Throwable, Passage> values = new IdentityHashMap<>();
  private final IdentityHashMap<Throwable, String> points = new IdentityHashMap<>();

  WatchedFacts(SourceFacts facts) {
    this.facts = facts;
  }

  /** The SQL, without values in it, whose value was asked for when this failure came. */
  Optional<Passage> value(FlarepathException failure) {
    return find(values, failure);
  }

  /** The expression whose point was asked for when this failure came. */
  Optional<String> point(FlarepathException failure) {
    return find(points, failure);
  }

  private static <T> Optional<T> find(IdentityHashMap<Throwable, T> asked, Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(asked::containsKey)
        .findFirst()
        .map(asked::get);
  }

  @Override
  public String value(String key, BoundSql sql) {
    try {
      return facts.value(key, sql);
    } catch (FlarepathException e) {
      values.put(e, sql.origin());
      throw e;
    }
  }

  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    try {
      return facts.point(expression, type, place);
    } catch (FlarepathException e) {
      points.put(e, expression.text());
      throw e;
    }
  }

  @Override
  public List<Compared> compared(String input, BoundSql sql) {
    return facts.compared(input, sql);
  }

  @Override
  public Optional<SourceColumn> column(String context, String name) {
    return facts.column(context, name);
  }

  @Override
  public Optional<AxisValue> newest(SourceColumn column) {
    return facts.newest(column);
  }

  @Override
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    return facts.oldest(column, within);
  }
}
