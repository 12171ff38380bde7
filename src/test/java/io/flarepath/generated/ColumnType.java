package io.flarepath.generated;

/** The type of the window's column {@code at}. */
enum ColumnType implements Value {
  TIMESTAMP("timestamp", "to_date({c})", "date_format({c}, 'yyyy-MM')"),
  TIMESTAMP_NTZ("timestamp_ntz", "to_date({c})", "date_format({c}, 'yyyy-MM')"),
  /** Local times that are compared with instants. */
  TIMESTAMP_NTZ_BY_INSTANT("timestamp_ntz", "to_date({c})", "date_format({c}, 'yyyy-MM')"),
  DATE("date", "{c}", "date_format({c}, 'yyyy-MM')"),
  INT("int", "floor({c} / 10)", "CAST(floor({c} / 100) AS string)"),
  BIGINT("bigint", "floor({c} / 10)", "CAST(floor({c} / 100) AS string)"),
  STRING("string", "to_date({c})", "substr({c}, 1, 7)"),
  DECIMAL("decimal(10,2)", "floor({c} / 10)", "CAST(floor({c} / 100) AS string)"),
  EPOCH(
      "bigint",
      "to_date(timestamp_seconds({c}))",
      "date_format(timestamp_seconds({c}), 'yyyy-MM')");

  private final String sql;
  private final String day;
  private final String month;

  ColumnType(String sql, String day, String month) {
    this.sql = sql;
    this.day = day;
    this.month = month;
  }

  String sql() {
    return sql;
  }

  /** The day of a column of this type, or the ten that a number lies in. */
  String day(String column) {
    return day.replace("{c}", column);
  }

  /** The month as text, or the hundred. */
  String month(String column) {
    return month.replace("{c}", column);
  }

  /** A number that is one in every second day, or ten, and zero in the others. */
  String cycle(String column) {
    return isNumber()
        ? "pmod(%s, 2)".formatted(day(column))
        : "pmod(unix_date(%s), 2)".formatted(day(column));
  }

  /** The column as something that has a date. */
  String dated() {
    return this == EPOCH ? "timestamp_seconds(at)" : "at";
  }

  /** Whether values have a time of day. */
  boolean isMoment() {
    return isTime() || this == EPOCH;
  }

  /** Whether Iceberg can cut values into days and hours. */
  boolean isTime() {
    return this == TIMESTAMP || this == TIMESTAMP_NTZ || this == TIMESTAMP_NTZ_BY_INSTANT;
  }

  boolean isNumber() {
    return this == INT || this == BIGINT || this == DECIMAL;
  }

  /** Whether values are whole days. */
  boolean isDay() {
    return this == DATE || this == STRING;
  }

  /** How a key stands in the comparison. */
  String place(String key) {
    if (isNumber()) {
      return "$|" + key + "|";
    }
    if (this == TIMESTAMP_NTZ_BY_INSTANT) {
      return "timestamp'$|" + key + "|'";
    }
    return this == EPOCH ? "unix_timestamp(to_timestamp('$|" + key + "|'))" : "'$|" + key + "|'";
  }
}
