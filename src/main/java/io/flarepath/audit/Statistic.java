package io.flarepath.audit;

import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Profile.Level;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a profile measures of a column, in the order in which it is shown. */
public enum Statistic {
  ROWS(Level.BASIC, Kind.ANY, "count(1)"),
  NULLS(Level.BASIC, Kind.ANY, "count(1) - count({})"),
  NULL_PERCENT(Level.BASIC, Kind.ANY, "round(100D * (count(1) - count({})) / count(1), 2)"),
  /** Close to it: counting exactly would compare every row with every other. */
  DISTINCT(Level.BASIC, Kind.PLAIN, "approx_count_distinct({})"),
  MIN(Level.BASIC, Kind.PLAIN, "min({})"),
  MAX(Level.BASIC, Kind.PLAIN, "max({})"),
  MEAN(Level.INTERMEDIATE, Kind.NUMBER, "avg(CAST({} AS DOUBLE))"),
  STDDEV(Level.INTERMEDIATE, Kind.NUMBER, "stddev(CAST({} AS DOUBLE))"),
  ZEROS(Level.INTERMEDIATE, Kind.NUMBER, "count(CASE WHEN {} = 0 THEN 1 END)"),
  MIN_LENGTH(Level.INTERMEDIATE, Kind.TEXT, "min(length({}))"),
  MAX_LENGTH(Level.INTERMEDIATE, Kind.TEXT, "max(length({}))"),
  EMPTY(Level.INTERMEDIATE, Kind.TEXT, "count(CASE WHEN {} = '' THEN 1 END)"),
  /** Not empty, and without a visible character. */
  BLANK(Level.INTERMEDIATE, Kind.TEXT, "count(CASE WHEN {} <> '' AND trim({}) = '' THEN 1 END)"),
  QUANTILE_05(Level.ADVANCED, Kind.NUMBER, "percentile_approx(CAST({} AS DOUBLE), 0.05D)"),
  QUANTILE_25(Level.ADVANCED, Kind.NUMBER, "percentile_approx(CAST({} AS DOUBLE), 0.25D)"),
  MEDIAN(Level.ADVANCED, Kind.NUMBER, "percentile_approx(CAST({} AS DOUBLE), 0.5D)"),
  QUANTILE_75(Level.ADVANCED, Kind.NUMBER, "percentile_approx(CAST({} AS DOUBLE), 0.75D)"),
  QUANTILE_95(Level.ADVANCED, Kind.NUMBER, "percentile_approx(CAST({} AS DOUBLE), 0.95D)"),
  SKEWNESS(Level.ADVANCED, Kind.NUMBER, "skewness({})"),
  KURTOSIS(Level.ADVANCED, Kind.NUMBER, "kurtosis({})");

  private static final Set<Statistic> VALUES =
      EnumSet.of(MIN, MAX, QUANTILE_05, QUANTILE_25, MEDIAN, QUANTILE_75, QUANTILE_95);

  private final Level level;
  private final Kind kind;
  private final String aggregate;

  Statistic(Level level, Kind kind, String aggregate) {
    this.level = level;
    this.kind = kind;
    this.aggregate = aggregate;
  }

  /** Which columns can be measured. */
  private enum Kind {
    ANY,
    /** What has an order, and looks like something as text. */
    PLAIN,
    NUMBER,
    TEXT;

    private boolean covers(String type) {
      return switch (this) {
        case ANY -> true;
        case PLAIN -> isPlain(type);
        case NUMBER -> type.matches("tinyint|smallint|int|bigint|float|double|decimal.*");
        case TEXT -> type.matches("string|char.*|varchar.*");
      };
    }
  }

  /** Whether it is a value that some row has, so that it may be the data of a person. */
  public boolean isValue() {
    return VALUES.contains(this);
  }

  /** Whether a column's values can be compared, and shown. */
  public static boolean isPlain(String type) {
    return !type.contains("<") && !type.equals("binary") && !type.equals("void");
  }

  /**
   * What is measured of a column.
   *
   * @param type as the engine writes it, in lower case
   */
  public static List<Statistic> of(Level level, String type) {
    return Arrays.stream(values())
        .filter(each -> each.level.compareTo(level) <= 0 && each.kind.covers(type))
        .toList();
  }

  /**
   * The aggregate, in the engine's SQL; null where there is nothing to measure.
   *
   * @param column the column's name
   */
  public String expression(String column) {
    return aggregate.replace("{}", SqlText.identifier(column));
  }

  /** The name as documents write it: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the value is a number for every type of column. */
  public boolean isNumber() {
    return this != MIN && this != MAX;
  }
}
