package io.flarepath.generated;

/** What happens to the rows of a window. */
enum Steps implements Value {
  NONE(""),
  STAR("SELECT * FROM events"),
  FILTER("SELECT * FROM events WHERE amount > 30"),
  DERIVED("SELECT *, amount * 2 AS twice, upper(region) AS loud FROM events"),
  ALIAS("SELECT id, {c} AS moved, region, amount FROM events"),
  DROPPED("SELECT id, region, amount FROM events"),
  JOIN("SELECT e.*, p.label FROM events e JOIN places p ON e.region = p.region"),
  JOIN_OTHER_TIME(
      "SELECT e.id, o.at AS {c}, e.region, e.amount FROM events e JOIN others o ON e.region ="
          + " o.region"),
  UNION("SELECT * FROM events WHERE id % 2 = 0 UNION ALL SELECT * FROM events WHERE id % 2 <> 0"),
  DISTINCT("SELECT DISTINCT {c}, region FROM events"),
  TRUNCATED("SELECT id, date_trunc('DAY', {c}) AS {c}, region, amount FROM events"),
  BY_COLUMN("SELECT {c}, count(*) AS n, sum(amount) AS total FROM events GROUP BY {c}"),
  /** Of a number that comes back: a window's rows have one, and so have those of other windows. */
  BY_CYCLE("SELECT {cycle} AS the_turn, count(*) AS n FROM events GROUP BY 1"),
  BY_DAY("SELECT {day} AS the_day, count(*) AS n, sum(amount) AS total FROM events GROUP BY 1"),
  BY_REGION("SELECT region, count(*) AS n, sum(amount) AS total FROM events GROUP BY region"),
  BY_REGION_LATEST("SELECT region, max({c}) AS {c}, count(*) AS n FROM events GROUP BY region");

  private final String sql;

  Steps(String sql) {
    this.sql = sql;
  }

  /** The SQL of the step; empty for none. */
  String sql(ColumnType type, String column) {
    return sql.replace("{day}", type.day(column))
        .replace("{cycle}", type.cycle(column))
        .replace("{c}", column);
  }

  Shape shape(String column) {
    return switch (this) {
      case ALIAS -> new Shape("moved", true, false);
      case DROPPED -> new Shape("", true, false);
      case DISTINCT, BY_COLUMN, BY_REGION_LATEST -> new Shape(column, false, false);
      case BY_DAY -> new Shape("", false, true);
      case BY_CYCLE, BY_REGION -> new Shape("", false, false);
      default -> new Shape(column, true, false);
    };
  }

  /** Whether rows of one group may lie in several windows. */
  boolean isCoarse() {
    return this == BY_DAY || this == BY_CYCLE || this == BY_REGION || this == BY_REGION_LATEST;
  }

  boolean isGrouped() {
    return isCoarse() || this == BY_COLUMN || this == DISTINCT;
  }

  /** Whether it makes sense of timestamps only. */
  boolean isOfTimestamps() {
    return this == TRUNCATED || this == JOIN_OTHER_TIME;
  }
}
