package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.guard.SameShape;
import io.flarepath.spark.lineage.Traced;
import io.flarepath.spark.rows.AxisValues;
import io.flarepath.spark.rows.LocalRows;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.LocalTimes;
import io.flarepath.window.Range;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.types.UTF8String;

/** Evaluates keys and bounds. */
final class KeyValues {

  private static final Pattern WITH_OFFSET =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");

  /** Text that looks like a date. */
  private static final Pattern LITERAL =
      Pattern.compile("['\"](\\d{4}-\\d{1,2}-\\d{1,2}[^'\"]*)['\"]");

  /** A date, a time or a number, which is the same value each time. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "(?i)\\s*(?:(?:(?:date|timestamp(?:_[ln]tz)?)\\s*)?(['\"])\\d[\\d :.TZ+-]*\\1|-?\\d+(?:\\.\\d+)?)\\s*");

  private static final int MOST_POINTS = 64;

  private final SparkSession session;

  /** The points of constants. A window starts where the one before it ended. */
  private final Map<List<String>, AxisPoint> points =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, AxisPoint> eldest) {
          return size() > MOST_POINTS;
        }
      };

  KeyValues(SparkSession session) {
    this.session = session;
  }

  /**
   * The one value that a key's SQL gives, by Spark's cast to text. Where the local time of an
   * instant occurs twice, the second has its offset from UTC too, by which Spark reads it back.
   */
  String value(String key, BoundSql sql) {
    List<Row> rows;
    int columns;
    SameShape.check(sql);
    try {
      Dataset<Row> result = SparkFailures.planned(session, sql, "the key `" + key + "`");
      columns = result.columns().length;
      rows = columns == 1 ? LocalRows.take(withText(result), 2) : LocalRows.take(result, 1);
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw new FlarepathException(
          SparkFailures.located(
              e,
              sql,
              withOffset(
                  Diagnostic.error(Code.STEP_FAILED, "the SQL of the key `" + key + "` fails"),
                  sql.text())),
          e);
    }
    if (columns != 1) {
      throw wrong(Code.KEY_WITH_MANY_COLUMNS, key, sql, "returned %d columns".formatted(columns));
    }
    if (rows.isEmpty()) {
      throw wrong(Code.KEY_WITHOUT_ROW, key, sql, "returned no row");
    }
    if (rows.size() > 1) {
      throw wrong(
          Code.KEY_WITH_MANY_ROWS,
          key,
          sql,
          "returned several rows; the first two are `%s` and `%s`"
              .formatted(rows.get(0).get(0), rows.get(1).get(0)));
    }
    if (rows.get(0).isNullAt(0)) {
      throw isNull(key, sql);
    }
    String text = rows.get(0).getString(0);
    return rows.get(0).get(1) instanceof Instant instant ? text + offset(instant) : text;
  }

  /** The one column of a result as text, and as it is. */
  private static Dataset<Row> withText(Dataset<Row> result) {
    Column value = new Column(result.queryExecution().analyzed().output().head());
    return result.select(value.cast("string"), value);
  }

  private String offset(Instant instant) {
    return LocalTimes.offsetOfSecond(instant, zone()).map(ZoneOffset::getId).orElse("");
  }

  private ZoneId zone() {
    return DateTimeUtils.getZoneId(session.sessionState().conf().sessionLocalTimeZone());
  }

  /** Iceberg answers this from metadata alone, where it can. */
  Optional<AxisValue> newest(Traced column) {
    Row row =
        LocalRows.only(
            Dataset.ofRows(session, column.relation().plan())
                .agg(functions.max(new Column(column.value()))));
    return row.isNullAt(0) ? Optional.empty() : Optional.of(AxisValues.of(row.get(0)));
  }

  /** Iceberg reads only the files whose bounds meet the range. */
  Optional<AxisValue> oldest(Traced column, Range within) {
    Column value = new Column(column.value());
    Row row =
        LocalRows.only(
            Dataset.ofRows(session, column.relation().plan())
                .filter(AxisValues.filter(value, within))
                .agg(functions.min(value)));
    return row.isNullAt(0) ? Optional.empty() : Optional.of(AxisValues.of(row.get(0)));
  }

  /** Compares as a query compares a column with the expression, in which the wider type wins. */
  AxisPoint point(BoundSql bound, String type, Passage place) {
    SameShape.checkExpression(bound);
    List<String> asked = List.of(bound.text(), type);
    AxisPoint known = points.get(asked);
    if (known != null) {
      return known;
    }
    AxisPoint point = computed(bound.text(), type, place);
    if (CONSTANT.matcher(bound.text()).matches()) {
      points.put(asked, point);
    }
    return point;
  }

  private AxisPoint computed(String expression, String type, Passage place) {
    String value = "CAST((" + expression + ") AS " + type + ")";
    Row row;
    try {
      row =
          LocalRows.only(
              session.sql(
                  "SELECT %s, CASE WHEN %s < (%s) THEN 1 WHEN %s > (%s) THEN -1 ELSE 0 END"
                      .formatted(value, value, expression, value, expression)));
    } catch (Exception e) {
      throw new FlarepathException(
          withOffset(
                  Diagnostic.error(
                      Code.STEP_FAILED, "the bound `" + expression + "` cannot be computed"),
                  expression)
              .at(place.span())
              .because(SparkFailures.reason(e)),
          e);
    }
    if (row.isNullAt(0)) {
      throw new FlarepathException(
          withOffset(
                  Diagnostic.error(
                      Code.KEY_IS_NULL,
                      "`%s` is not a value of type %s"
                          .formatted(expression, type.toLowerCase(Locale.ROOT))),
                  expression)
              .at(place.span())
              .because("it is compared with a column of that type, so it would match no rows")
              .help("give the key a value that casts to " + type));
    }
    return row.get(0) instanceof LocalDateTime local && row.getInt(1) > 0
        ? pointOfSecond(local)
        : new AxisPoint(AxisValues.of(row.get(0)), row.getInt(1));
  }

  /**
   * The point of an instant that is compared with local times, each of which is read as the first
   * instant that has it. Where clocks show a time twice, an instant of the second time comes after
   * all of these local times, and before the first that is shown once.
   */
  private AxisPoint pointOfSecond(LocalDateTime local) {
    return LocalTimes.endOfAmbiguous(local, zone())
        .map(end -> new AxisPoint(AxisValues.of(end), -1))
        .orElseGet(() -> new AxisPoint(AxisValues.of(local), 1));
  }

  /**
   * A point in time as milliseconds since 1970, as Iceberg's {@code as-of-timestamp} needs it.
   *
   * @param time milliseconds already, or text that casts to a timestamp
   */
  String millis(Located<String> time) {
    if (time.value().strip().matches("-?\\d+")) {
      return time.value().strip();
    }
    Row row =
        session
            .range(1)
            .select(functions.lit(time.value().strip()).cast("timestamp").as("t"))
            .selectExpr("unix_millis(t)")
            .first();
    if (row.isNullAt(0)) {
      throw new FlarepathException(
          Diagnostic.error(Code.BAD_VALUE, "`" + time.value() + "` is not a point in time")
              .at(time.span())
              .help("write `2024-01-31 12:00:00`, or milliseconds since 1970"));
    }
    return Long.toString(row.getLong(0));
  }

  /** Functions that read times by a pattern, or by none that can be said, refuse an offset. */
  private static Diagnostic withOffset(Diagnostic diagnostic, String sql) {
    return WITH_OFFSET.matcher(sql).find()
        ? diagnostic.help(
            "the key includes its offset from UTC, because this local time occurs twice; `to_timestamp` without a pattern can read it")
        : diagnostic;
  }

  private FlarepathException isNull(String key, BoundSql sql) {
    FlarepathException isNull = wrong(Code.KEY_IS_NULL, key, sql, "returned null");
    return LITERAL
        .matcher(sql.text())
        .results()
        .map(literal -> literal.group(1))
        .filter(
            text -> DateTimeUtils.stringToTimestamp(UTF8String.fromString(text), zone()).isEmpty())
        .findFirst()
        .map(
            text ->
                isNull.with(
                    List.of(
                        isNull
                            .diagnostics()
                            .get(0)
                            .help(
                                "is `%s` a valid time? SQL makes null of text that is none"
                                    .formatted(text)))))
        .orElse(isNull);
  }

  private static FlarepathException wrong(Code code, String key, BoundSql sql, String gave) {
    return new FlarepathException(
        withOffset(Diagnostic.error(code, "the SQL of the key `" + key + "` " + gave), sql.text())
            .at(sql.origin().span())
            .because("a key needs exactly one value; the SQL ran as: " + sql.text().strip())
            .help("select one row with one non-null column"));
  }
}
