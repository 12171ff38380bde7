package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlPart;
import io.flarepath.sql.SqlTemplate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether SQL gives the same value at any time, from the same values of keys. It does if it has
 * nothing but literals, operators, and functions of Spark that depend on their arguments alone.
 * Anything else may read a table, the clock, or chance, and so may give another value.
 */
final class LastingSql {

  private static final Set<String> WORDS =
      Set.of(
          ("select distinct as all and or not in between like is null true false case when then"
                  + " else end cast try_cast interval to div date timestamp timestamp_ntz"
                  + " timestamp_ltz string int integer bigint long smallint short tinyint byte"
                  + " float real double decimal dec numeric boolean varchar char year years quarter"
                  + " quarters month months week weeks day days hour hours minute minutes second"
                  + " seconds millisecond milliseconds microsecond microseconds")
              .split(" "));

  /** Functions whose value depends on their arguments alone. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          ("abs add_months bround ceil ceiling coalesce concat date_add date_diff date_format"
                  + " date_from_unix_date date_part date_sub date_trunc dateadd datediff datepart"
                  + " dayofmonth dayofweek dayofyear floor from_unixtime from_utc_timestamp greatest"
                  + " if ifnull last_day least length lower make_date make_dt_interval make_interval"
                  + " make_timestamp make_ym_interval mod months_between next_day nullif nvl nvl2"
                  + " pmod pow power round sign substr substring timestamp_micros timestamp_millis"
                  + " timestamp_seconds timestampadd timestampdiff to_date to_timestamp"
                  + " to_timestamp_ltz to_timestamp_ntz to_unix_timestamp to_utc_timestamp trim trunc"
                  + " unix_date unix_micros unix_millis unix_seconds upper weekday weekofyear")
              .split(" "));

  private static final Pattern TOKEN =
      Pattern.compile("(?<number>\\d\\w*)|(?<word>[A-Za-z_]\\w*)(?<call>\\s*\\()?");

  /** Neither a qualified name, nor a lambda, a variable or a parameter. */
  private static final Pattern OTHER =
      Pattern.compile("[^\\w\\s()+*/%,.|&^~<>=!:;-]|[A-Za-z_]\\s*\\.|\\.\\s*[A-Za-z_]|->");

  /** What Spark reads as a time that is another one tomorrow, also in the middle of a cast. */
  private static final Pattern MOMENT = Pattern.compile("now|today|yesterday|tomorrow");

  /** A time of day, which Spark completes with the present date. */
  private static final Pattern TIME_OF_DAY = Pattern.compile("\\s*[tT]?\\d{1,2}:.*");

  private LastingSql() {}

  static boolean isLasting(Passage sql) {
    SqlTemplate template = SqlTemplate.of(sql);
    StringBuilder code = new StringBuilder();
    StringBuilder texts = new StringBuilder();
    int from = 0;
    for (SqlPart part : SqlPart.of(sql.text(), template.places())) {
      code.append(withoutKeys(sql.text().substring(from, part.start()))).append(' ');
      from = part.end();
      String inside = withoutKeys(sql.text().substring(part.start(), part.end()));
      switch (part.kind()) {
        case LINE_COMMENT, BLOCK_COMMENT -> {}
        case SINGLE_QUOTED, DOUBLE_QUOTED -> {
          if (inside.indexOf('\\') >= 0 || isTimeOfDay(inside)) {
            return false;
          }
          texts.append(inside);
        }
        default -> {
          return false;
        }
      }
    }
    code.append(withoutKeys(sql.text().substring(from)));
    return isKnown(code.toString()) && !isMoment(texts.toString());
  }

  /** Whether a key's value means the same at any time, wherever it is put. */
  static boolean isLasting(String value) {
    return !isMoment(value) && !TIME_OF_DAY.matcher(value).matches();
  }

  private static boolean isKnown(String code) {
    if (OTHER.matcher(code).find()) {
      return false;
    }
    Matcher token = TOKEN.matcher(code);
    boolean isAlias = false;
    while (token.find()) {
      if (token.group("word") == null) {
        continue;
      }
      String word = token.group("word").toLowerCase(Locale.ROOT);
      boolean isCall = token.group("call") != null;
      if (!WORDS.contains(word) && !(isCall ? FUNCTIONS.contains(word) : isAlias)) {
        return false;
      }
      isAlias = word.equals("as");
    }
    return true;
  }

  /** Pieces that are put together count as one, so that no moment is made of them. */
  private static boolean isMoment(String text) {
    return MOMENT.matcher(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")).find();
  }

  private static boolean isTimeOfDay(String quoted) {
    return TIME_OF_DAY.matcher(quoted.substring(1)).matches();
  }

  /** A key is a value in its place, which says nothing by its name. */
  private static String withoutKeys(String sql) {
    return sql.replaceAll("\\$\\|[^|]*\\|", " ");
  }
}
