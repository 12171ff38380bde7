package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Formats of dates and times, as Spark writes them. */
final class DateFormats {

  private DateFormats() {}

  /** The format, if Spark can write a time in it; it would only tell while it computes. */
  static String checked(Dataset<Row> rows, Located<String> format) {
    try {
      var unused =
          Trial.of(
              rows,
              functions.date_format(
                  functions.lit("2001-02-03 04:05:06").cast("timestamp"), format.value()));
      return format.value();
    } catch (Exception e) {
      throw Refusal.of(format.span(), "`" + format.value() + "` is not a date format", e);
    }
  }
}
