package io.flarepath.function;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Evaluates constants at once, so that what cannot work is found before anything is computed. */
final class Trial {

  private Trial() {}

  /** The value of a column that reads no rows; empty for null. Starts no job. */
  static Optional<Object> of(Dataset<Row> rows, Column constant) {
    Row row =
        rows.sparkSession()
            .createDataFrame(List.of(RowFactory.create()), new StructType())
            .select(constant)
            .collectAsList()
            .get(0);
    return row.isNullAt(0) ? Optional.empty() : Optional.of(row.get(0));
  }
}
