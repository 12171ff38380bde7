package io.flarepath.generated;

/** How the SQL of the window compares the column {@code at} with the keys. */
enum Comparison implements Value {
  OPEN_CLOSED("select * from all_events where at > {start} and at <= {end}"),
  CLOSED_OPEN("select * from all_events where at >= {start} and at < {end}"),
  /** Rows on a bound are in no window. */
  OPEN("select * from all_events where at > {start} and at < {end}"),
  /** Rows on a bound are in two windows. */
  BETWEEN("select * from all_events where at between {start} and {end}"),
  QUALIFIED("select * from all_events where all_events.at > {start} and all_events.at <= {end}"),
  TABLE_ALIAS("select e.* from all_events e where e.at >= {start} and e.at < {end}"),
  KEY_LEFT("select * from all_events where {start} < at and {end} >= at"),
  EXTRA("select * from all_events where at > {start} and at <= {end} and region <> 'south'"),
  SUB_QUERY("select * from (select * from all_events) x where x.at >= {start} and x.at < {end}"),
  CTE("with w as (select * from all_events) select * from w where at > {start} and at <= {end}"),
  CAST_DATE(
      "select * from all_events where cast({dated} as date) >= date'$|start|' and cast({dated} as"
          + " date) < date'$|end|'"),
  TO_DATE(
      "select * from all_events where to_date({dated}) > '$|start|' and to_date({dated}) <="
          + " '$|end|'"),
  RENAMED_INSIDE(
      "select * from (select id, at as moment, region, amount from all_events) where moment >"
          + " {start} and moment <= {end}",
      "moment"),
  RENAMED(
      "select id, at as moment, region, amount from all_events where at >= {start} and at < {end}",
      "moment"),
  TRUNCATED(
      "select id, date_trunc('hour', at) as at, region, amount from all_events where at >= {start}"
          + " and at < {end}");

  private final String sql;
  private final String column;

  Comparison(String sql) {
    this(sql, "at");
  }

  Comparison(String sql, String column) {
    this.sql = sql;
    this.column = column;
  }

  /** The name of the window's column in what is read. */
  String column() {
    return column;
  }

  /** The SQL of the window, with places for its keys. */
  String sql(ColumnType type) {
    return sql.replace("{start}", type.place("start"))
        .replace("{end}", type.place("end"))
        .replace("{dated}", type.dated());
  }

  /** Whether the keys are dates, whatever the column is. */
  boolean isByDate() {
    return this == CAST_DATE || this == TO_DATE;
  }

  /** Whether a row exactly at a window's start belongs to the window before. */
  boolean isOpenClosed() {
    return (this != BETWEEN && !sql.contains(">=")) || this == KEY_LEFT;
  }
}
