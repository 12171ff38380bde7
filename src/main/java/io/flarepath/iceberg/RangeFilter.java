package io.flarepath.iceberg;

import io.flarepath.window.Range;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** Ranges as Iceberg's expressions, in the steps of their axis: microseconds, days, numbers. */
final class RangeFilter {

  private RangeFilter() {}

  static Expression of(String column, Range range) {
    return Expressions.and(
        Expressions.greaterThanOrEqual(column, range.start()),
        Expressions.lessThan(column, range.end()));
  }
}
