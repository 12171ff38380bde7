package io.flarepath.spark;

import io.flarepath.spark.rows.AxisValues;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows by ranges of a column in one query, however many ranges there are, and though they
 * may overlap: each row goes to the piece between two ends, which it finds by halving.
 */
record RangeCounts(List<Range> ranges) {

  /** The number of rows in each range. */
  List<Long> of(Dataset<Row> rows, Column column) {
    AxisValue[] ends =
        ranges.stream()
            .flatMap(range -> Stream.of(range.start(), range.end()))
            .sorted()
            .distinct()
            .toArray(AxisValue[]::new);
    if (ends.length == 0) {
      return List.of();
    }
    Range all = new Range(ranges.get(0).axis(), ends[0], ends[ends.length - 1]);
    Map<Integer, Long> counts = new HashMap<>();
    Column piece = functions.udf(new Piece(ends), DataTypes.IntegerType).apply(column);
    // The filter lets Iceberg skip files.
    rows.filter(AxisValues.filter(column, all))
        .select(piece.as("piece"))
        .groupBy("piece")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
    List<Long> sums = new ArrayList<>();
    for (Range range : ranges) {
      long sum = 0;
      int first = Arrays.binarySearch(ends, range.start());
      int after = Arrays.binarySearch(ends, range.end());
      for (int i = first; i < after; i++) {
        sum += counts.getOrDefault(i, 0L);
      }
      sums.add(sum);
    }
    return sums;
  }

  /** The piece that a value lies in. Goes to where the rows are. */
  private static final class Piece implements UDF1<Object, Integer> {

    private static final long serialVersionUID = 1;

    private final AxisValue[] ends;

    Piece(AxisValue[] ends) {
      this.ends = ends;
    }

    @Override
    public Integer call(@Nullable Object value) {
      if (value == null) {
        return -1;
      }
      int found = Arrays.binarySearch(ends, AxisValues.of(value));
      return found >= 0 ? found : -found - 2;
    }
  }
}
