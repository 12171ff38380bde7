package io.flarepath.function;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reads dates and times by rules; the first rule that reads the text as an existing date wins.
 *
 * <p>One replacement by the rule's pattern takes the parts out of the text, and what is put
 * together of them is always in one form, which Spark can cast. Spark's own formats would not do:
 * where its present parser and its former one disagree about a text, it stops the job.
 */
final class DateRules {

  private static final String BETWEEN = "\u0001";
  private static final String MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec";
  private static final int MONTH_STEP = 4;

  private DateRules() {}

  /** Whether a column holds dates or times already. */
  static boolean isOne(DataType type) {
    return type.equals(DataTypes.DateType)
        || type.equals(DataTypes.TimestampType)
        || type.equals(DataTypes.TimestampNTZType);
  }

  /** The date that is written, regardless of the zone. */
  static Column date(Column text, List<DateRule> rules) {
    return read(
        text, rules, parts -> TryCast.of(day(parts), DataTypes.DateType), DataTypes.DateType);
  }

  static Column timestamp(Column text, List<DateRule> rules) {
    return read(
        text,
        rules,
        parts ->
            TryCast.of(
                functions.concat(day(parts), functions.lit(" "), clock(parts), zone(parts)),
                DataTypes.TimestampType),
        DataTypes.TimestampType);
  }

  private static Column read(
      Column text, List<DateRule> rules, UnaryOperator<Column> maker, DataType type) {
    return functions.coalesce(
        rules.stream().map(rule -> read(text, rule, maker, type)).toArray(Column[]::new));
  }

  private static Column read(
      Column text, DateRule rule, UnaryOperator<Column> maker, DataType type) {
    boolean isCount = !rule.groups().contains("year");
    UnaryOperator<Column> value = isCount ? parts -> counted(parts).cast(type) : maker;
    Column parts =
        functions.split(
            functions.regexp_replace(text, rule.pattern(), template(rule)), BETWEEN, -1);
    // Inside the lambda the parts have a name, so that they are found once for each row.
    Column made =
        functions.transform(functions.array(parts), found -> value.apply(found)).getItem(0);
    return functions.when(text.rlike(rule.pattern()), made);
  }

  private static String template(DateRule rule) {
    return DateRule.NAMES.stream()
        .map(name -> rule.groups().contains(name) ? "${" + name + "}" : "")
        .collect(Collectors.joining(BETWEEN));
  }

  private static Column counted(Column parts) {
    Column seconds = TryCast.of(part(parts, "unixsecond"), DataTypes.LongType);
    Column millis = TryCast.of(part(parts, "millisecond"), DataTypes.LongType);
    return functions.coalesce(
        functions.timestamp_seconds(seconds), functions.call_function("timestamp_millis", millis));
  }

  private static Column day(Column parts) {
    return functions.concat_ws(
        "-", year(part(parts, "year")), month(part(parts, "month")), part(parts, "day"));
  }

  private static Column year(Column digits) {
    return functions
        .when(functions.length(digits).notEqual(2), digits)
        .when(digits.lt("69"), functions.concat(functions.lit("20"), digits))
        .otherwise(functions.concat(functions.lit("19"), digits));
  }

  private static Column month(Column written) {
    Column name = functions.lower(functions.substring(written, 1, 3));
    Column position = functions.position(name, functions.lit(MONTHS));
    Column number =
        functions.floor(position.plus(MONTH_STEP - 1).divide(MONTH_STEP)).cast("string");
    return functions.when(written.rlike("^[0-9]"), written).otherwise(number);
  }

  private static Column clock(Column parts) {
    Column hour = orZero(part(parts, "hour")).cast("int");
    Column half = functions.lower(part(parts, "half"));
    Column hours =
        functions
            .when(half.equalTo("pm").and(hour.lt(12)), hour.plus(12))
            .when(half.equalTo("am").and(hour.equalTo(12)), functions.lit(0))
            .otherwise(hour);
    Column fraction = functions.substring(orZero(part(parts, "ns")), 1, 6);
    return functions.concat(
        functions.concat_ws(
            ":", hours, orZero(part(parts, "minute")), orZero(part(parts, "second"))),
        functions.lit("."),
        fraction);
  }

  private static Column zone(Column parts) {
    Column written = part(parts, "zone");
    Column zone = functions.regexp_replace(written, "^([+-]\\d{2}):?(\\d{2})$", "$1:$2");
    return functions.when(part(parts, "zero").notEqual(""), functions.lit("Z")).otherwise(zone);
  }

  private static Column orZero(Column digits) {
    return functions.when(digits.equalTo(""), functions.lit("0")).otherwise(digits);
  }

  /** A part of the text; empty where it has none. */
  private static Column part(Column parts, String name) {
    return parts.getItem(DateRule.NAMES.indexOf(name));
  }
}
