package io.flarepath.spark;

import io.flarepath.sql.SqlText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Join;

/**
 * What a merge's condition says of the result's rows, part by part.
 *
 * @param keys the values of the result that must equal something of the table
 * @param ofNew the conditions on the result alone; empty where there are none
 * @param isReadable whether the keys and conditions on one side are all that it says: then two rows
 *     of the result match the same row of the table only if they have the same keys
 */
record MergeCondition(List<Key> keys, Optional<Column> ofNew, boolean isReadable) {

  MergeCondition {
    keys = List.copyOf(keys);
  }

  /**
   * A value by which rows are found.
   *
   * @param name as people write it
   * @param value over the result, in the type in which it is compared
   * @param isNullSafe whether null is a value like any other; else it matches nothing
   */
  record Key(String name, Column value, boolean isNullSafe) {}

  static MergeCondition of(MergeMeeting meeting) {
    List<Key> keys = new ArrayList<>();
    Optional<Column> ofNew = Optional.empty();
    boolean isReadable = true;
    for (Expression part : parts(meeting.on().expr())) {
      Optional<Key> key = key(meeting, part);
      Side side = side(meeting, part);
      if (key.isPresent()) {
        keys.add(key.get());
      } else if (side == Side.NEW) {
        Column condition = new Column(part);
        ofNew = Optional.of(ofNew.map(all -> all.and(condition)).orElse(condition));
      } else if (side == Side.BOTH) {
        isReadable = false;
      }
    }
    return new MergeCondition(keys, ofNew, isReadable && !keys.isEmpty());
  }

  /** Where the columns of an expression come from. */
  private enum Side {
    NONE,
    OLD,
    NEW,
    BOTH
  }

  private static List<Expression> parts(Expression condition) {
    if (condition instanceof And and) {
      List<Expression> parts = new ArrayList<>(parts(and.left()));
      parts.addAll(parts(and.right()));
      return parts;
    }
    return List.of(condition);
  }

  private static Side side(MergeMeeting meeting, Expression expression) {
    Column column = new Column(expression);
    if (MergeMeeting.resolves(meeting.fresh().sparkSession().emptyDataFrame(), column)) {
      return Side.NONE;
    }
    boolean ofOld = MergeMeeting.resolves(meeting.old(), column);
    boolean ofNew = MergeMeeting.resolves(meeting.fresh(), column);
    return ofOld == ofNew ? Side.BOTH : ofOld ? Side.OLD : Side.NEW;
  }

  /** The side of the result in {@code f(old) = g(new)}; empty where a part is anything else. */
  private static Optional<Key> key(MergeMeeting meeting, Expression part) {
    if (!(part instanceof EqualTo) && !(part instanceof EqualNullSafe)) {
      return Optional.empty();
    }
    BinaryComparison equality = (BinaryComparison) part;
    Side left = side(meeting, equality.left());
    Side right = side(meeting, equality.right());
    boolean meets = EnumSet.of(left, right).equals(EnumSet.of(Side.OLD, Side.NEW));
    if (!meets) {
      return Optional.empty();
    }
    Expression value = left == Side.NEW ? equality.left() : equality.right();
    return compared(meeting, part)
        .map(
            as ->
                new Key(
                    name(value),
                    new Column(value).cast(as.left().dataType()),
                    part instanceof EqualNullSafe));
  }

  /** The comparison as Spark makes it: both sides have one type then, so that `'01'` may be 1. */
  private static Optional<BinaryComparison> compared(MergeMeeting meeting, Expression part) {
    Dataset<Row> joined = meeting.old().join(meeting.fresh(), new Column(part));
    if (joined.queryExecution().analyzed() instanceof Join join
        && join.condition().isDefined()
        && join.condition().get() instanceof BinaryComparison comparison
        && comparison.left().dataType().sameType(comparison.right().dataType())) {
      return Optional.of(comparison);
    }
    return Optional.empty();
  }

  /** {@code id} of {@code new.id}, and {@code lower(name)} of {@code lower(new.name)}. */
  private static String name(Expression value) {
    if (value instanceof UnresolvedAttribute attribute) {
      return attribute.nameParts().last();
    }
    return SqlText.shown(value.sql().replaceAll("(?i)`?\\bnew\\b`?\\.", ""));
  }
}
