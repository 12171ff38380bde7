package io.flarepath.spark;

import io.flarepath.spark.rows.AxisValues;
import io.flarepath.spark.rows.NestedName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Late;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.RowCount;
import io.flarepath.untaken.Stretches;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Counts rows that no window takes, in one query that skips the files without such rows. */
final class UntakenQuery {

  private UntakenQuery() {}

  static Counts of(Dataset<Row> rows, Question question) {
    Column column = rows.col(NestedName.sql(rows.schema(), question.column()));
    Column before = within(column, question.axis(), question.beforeFirst());
    Column waiting = within(column, question.axis(), question.waiting());
    Row counted =
        rows.filter(column.isNull().or(before).or(waiting))
            .agg(
                functions.count_if(column.isNull()),
                functions.count_if(before),
                functions.count_if(waiting))
            .first();
    return new Counts(
        RowCount.of(counted.getLong(0)),
        RowCount.of(counted.getLong(1)),
        Late.NONE,
        RowCount.of(counted.getLong(2)));
  }

  private static Column within(Column column, Axis axis, Stretches stretches) {
    Column within = functions.lit(false);
    for (Stretches.Stretch part : stretches.parts()) {
      Column from =
          part.start() == Long.MIN_VALUE
              ? functions.lit(true)
              : column.geq(AxisValues.literal(axis, AxisValue.of(part.start())));
      Column before =
          part.end() == Long.MAX_VALUE
              ? functions.lit(true)
              : column.lt(AxisValues.literal(axis, AxisValue.of(part.end())));
      within = within.or(from.and(before));
    }
    return within;
  }
}
