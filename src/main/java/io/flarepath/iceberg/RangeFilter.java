package io.flarepath.iceberg;

import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Ranges as Iceberg's expressions, in the steps of their axis: microseconds, days, numbers; text as
 * it is.
 */
final class RangeFilter {

  private RangeFilter() {}

  /** A filter of a table's column, which may be written in any case, as SQL writes it. */
  static Expression of(Table table, String column, Range range) {
    NestedField field = table.schema().caseInsensitiveFindField(column);
    // Of a field of a struct, its own name is not enough.
    String name = field == null ? column : table.schema().findColumnName(field.fieldId());
    return Expressions.and(
        Expressions.greaterThanOrEqual(name, literal(range.start())),
        Expressions.lessThan(name, literal(range.end())));
  }

  private static Object literal(AxisValue value) {
    return value.<Object>match(step -> step, decimal -> decimal, text -> text);
  }
}
