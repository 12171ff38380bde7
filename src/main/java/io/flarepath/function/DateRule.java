package io.flarepath.function;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.ParameterType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A way to write a date or a time: a regular expression, for the whole text and in any case, whose
 * groups are named by what they hold.
 *
 * <p>The names are {@code year} (four digits, or two: 69 to 99 are the 1900s), {@code month} (a
 * number, or a name in English), {@code day}, {@code hour}, {@code minute}, {@code second}, {@code
 * ns} (the digits after the second's point), {@code half} (am or pm), {@code zero} (if it is there,
 * the time is in UTC), {@code zone} (for example +05:30); or, alone, {@code unixsecond} or {@code
 * millisecond} since 1970.
 *
 * @param pattern the whole pattern
 * @param groups the names that it has
 */
record DateRule(String pattern, List<String> groups) {

  static final ParameterType.One<DateRule> TYPE =
      new ParameterType.One<>(
          "a regular expression with the groups `(?<year>…)`, `(?<month>…)` and `(?<day>…)`",
          DateRule::of);

  /** In the order in which {@link DateRules} takes them. */
  static final List<String> NAMES =
      List.of(
          "year",
          "month",
          "day",
          "hour",
          "minute",
          "second",
          "ns",
          "half",
          "zero",
          "zone",
          "unixsecond",
          "millisecond");

  private static final Pattern BRACKETED =
      Pattern.compile("^[\\[【](\\(\\?<.*)[\\]】]$", Pattern.DOTALL);

  private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z]\\w*)>");

  private static final String ZONE = "(?:\\s*(?:(?<zero>z|utc|gmt)|(?<zone>[+-]\\d{2}:?\\d{2})))?";
  private static final String CLOCK =
      "(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<ns>\\d{1,9}))?)?";
  private static final String TIME =
      "(?:(?:t|,?\\s+)(?:at\\s+)?" + CLOCK + "(?:\\s*(?<half>am|pm))?)?" + ZONE;

  private static final String WEEKDAY = "(?:[a-z]{3,9}\\.?,?\\s+)?";
  private static final String YEAR = "(?<year>\\d{4})";
  private static final String MONTH = "(?<month>\\d{1,2})";
  private static final String MONTH_NAME = "(?<month>[a-z]{3,9})\\.?";
  private static final String DAY = "(?<day>\\d{1,2})";
  private static final String DAY_TH = DAY + "(?:st|nd|rd|th)?";
  private static final String TO = "[-/.]";
  private static final String GAP = "[-/.,\\s]\\s*";

  /** The usual formats. Where day and month could be either, the day comes first. */
  private static final List<DateRule> USUAL =
      rules(
          YEAR + "[-/._]" + MONTH + "[-/._]" + DAY + TIME,
          DAY + TO + MONTH + TO + YEAR + TIME,
          MONTH + TO + DAY + TO + YEAR + TIME,
          DAY + TO + MONTH + TO + "(?<year>\\d{2})" + TIME,
          MONTH + TO + DAY + TO + "(?<year>\\d{2})" + TIME,
          WEEKDAY + DAY_TH + GAP + MONTH_NAME + GAP + "(?<year>\\d{4}|\\d{2})" + TIME,
          WEEKDAY + MONTH_NAME + GAP + DAY_TH + GAP + YEAR + TIME,
          YEAR + GAP + MONTH_NAME + GAP + DAY_TH + TIME,
          "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})" + TIME,
          "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"
              + "[t\\s]?(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})"
              + ZONE,
          WEEKDAY + MONTH_NAME + "\\s+" + DAY + "\\s+" + CLOCK + ZONE + "\\s+" + YEAR,
          YEAR + "年\\s*" + MONTH + "月\\s*" + DAY + "日" + TIME,
          "(?<unixsecond>\\d{10})",
          "(?<millisecond>\\d{13})");

  DateRule {
    groups = List.copyOf(groups);
  }

  /** The rules that a call gives, or the usual ones. */
  static List<DateRule> of(Optional<List<Located<DateRule>>> given) {
    return given.map(rules -> rules.stream().map(Located::value).toList()).orElse(USUAL);
  }

  /** Empty if the text is not a pattern, or cannot find a date. */
  static Optional<DateRule> of(String text) {
    // The original's rules are in brackets of either kind.
    String bare = BRACKETED.matcher(text.strip()).replaceFirst("$1");
    String pattern = "(?is)^\\s*(?:" + bare + ")\\s*$";
    List<String> groups = new ArrayList<>();
    Matcher matcher = GROUP.matcher(bare);
    while (matcher.find()) {
      groups.add(matcher.group(1));
    }
    try {
      var unused = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
    boolean isDate = groups.containsAll(Set.of("year", "month", "day"));
    boolean isCount = groups.contains("unixsecond") || groups.contains("millisecond");
    return (isDate || isCount) && NAMES.containsAll(groups)
        ? Optional.of(new DateRule(pattern, groups))
        : Optional.empty();
  }

  private static List<DateRule> rules(String... patterns) {
    return List.of(patterns).stream().map(pattern -> of(pattern).orElseThrow()).toList();
  }
}
