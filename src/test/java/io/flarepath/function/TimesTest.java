package io.flarepath.function;

import static io.flarepath.function.Calls.lines;
import static io.flarepath.function.Calls.marked;
import static io.flarepath.function.Calls.refusal;
import static io.flarepath.function.Calls.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The functions on dates and times. */
@Tag("spark")
class TimesTest {

  private static final Map<String, String> DATES =
      Map.ofEntries(
          Map.entry("2020-03-01", "2020-03-01"),
          Map.entry("2020.3.1", "2020-03-01"),
          Map.entry("2020/03/01", "2020-03-01"),
          Map.entry("2020_03_01", "2020-03-01"),
          Map.entry("2020-03-01T05:07:38Z", "2020-03-01"),
          Map.entry("2020-03-01 23:59:59.999999999-05:00", "2020-03-01"),
          Map.entry("01.03.2020", "2020-03-01"),
          Map.entry("1/3/2020", "2020-03-01"),
          Map.entry("25-12-2020 10:30 pm", "2020-12-25"),
          Map.entry("12/25/2020", "2020-12-25"),
          Map.entry("02/03/20", "2020-03-02"),
          Map.entry("02/03/69", "1969-03-02"),
          Map.entry("12/25/20", "2020-12-25"),
          Map.entry("1 March 2020", "2020-03-01"),
          Map.entry("01-Mar-20", "2020-03-01"),
          Map.entry("Sun, 1 Mar 2020 05:07:38 GMT", "2020-03-01"),
          Map.entry("March 1st, 2020", "2020-03-01"),
          Map.entry("Sunday, Mar. 1, 2020 at 5:07 PM", "2020-03-01"),
          Map.entry("2020-Mar-01", "2020-03-01"),
          Map.entry("20200301", "2020-03-01"),
          Map.entry("20200301T050738Z", "2020-03-01"),
          Map.entry("Sun Mar 01 05:07:38 UTC 2020", "2020-03-01"),
          Map.entry("2020年3月1日", "2020-03-01"),
          Map.entry("1583039258", "2020-03-01"),
          Map.entry("1583039258000", "2020-03-01"),
          Map.entry(" 2020-02-29 ", "2020-02-29"),
          Map.entry("2021-02-29", "NULL"),
          Map.entry("31.04.2020", "NULL"),
          Map.entry("1 Anf 2020", "NULL"),
          Map.entry("2020", "NULL"),
          Map.entry("soon", "NULL"),
          Map.entry("", "NULL"));

  @Test
  void anyDateReadsTheUsualFormats() {
    List<String> values = new ArrayList<>(DATES.keySet());
    List<String> wanted = new ArrayList<>(List.of("t|d"));
    values.forEach(text -> wanted.add(text + "|" + DATES.get(text)));

    assertThat(lines(texts(values), "{name: any_date, column: t, asColumn: d}"))
        .containsExactlyElementsOf(wanted);
  }

  @Test
  void readsTheSameWithTheRulesOfAnsi() {
    Calls.session().conf().set("spark.sql.ansi.enabled", "true");
    try {
      anyDateReadsTheUsualFormats();
      anyTimestampReadsZonesHalvesAndFractions();
    } finally {
      Calls.session().conf().unset("spark.sql.ansi.enabled");
    }
  }

  @Test
  void anyDateKeepsNullAndReplacesItsColumnWithoutAnother() {
    var rows =
        rows("select * from values ('1.2.2020'), (null) t(a)", "{name: any_date, column: a}");

    assertThat(rows.schema().toDDL()).isEqualTo("a DATE");
    assertThat(lines(rows)).containsExactly("a", "2020-02-01", "NULL");
  }

  @Test
  void anyDateTakesDatesAndTimestampsAsTheyAre() {
    assertThat(
            lines(
                "select date'2020-02-03' a, timestamp'2020-02-03 04:05:06' b",
                "{name: any_date, column: a, asColumn: a}",
                "{name: any_date, column: b, asColumn: b}"))
        .containsExactly("a|b", "2020-02-03|2020-02-03");
  }

  @Test
  void anyDateReadsByTheRulesOfTheOriginal() {
    String rule =
        "\"【(?<year>\\\\d{4})\\\\W{1}(?<month>\\\\d{1,2})\\\\W{1}(?<day>\\\\d{1,2})[^\\\\d]?"
            + " \\\\W*(?:at )?(?<hour>\\\\d{1,2}):(?<minute>\\\\d{1,2})(?::(?<second>\\\\d{1,2}))?"
            + "(?:[.,](?<ns>\\\\d{1,9}))?(?<zero>z)?】\"";
    String query = "select * from values ('2020#3#1 at 5:7:8.5Z'), ('2020-03-01') t(a)";

    assertThat(lines(query, "{name: any_date, column: a, asColumn: a, rule: " + rule + "}"))
        .containsExactly("a", "2020-03-01", "NULL");
    assertThat(lines(query, "{name: any_timestamp, column: a, asColumn: a, rules: [" + rule + "]}"))
        .containsExactly("a", "2020-03-01 05:07:08.5", "NULL");
  }

  @Test
  void anyDateTakesTheFirstRuleThatFits() {
    String rules =
        "['(?<month>\\d\\d)/(?<day>\\d\\d)/(?<year>\\d{4})',"
            + " '(?<day>\\d\\d)/(?<month>\\d\\d)/(?<year>\\d{4})']";

    assertThat(
            lines(
                "select * from values ('02/03/2020'), ('25/12/2020') t(a)",
                "{name: any_date, column: a, asColumn: a, rules: " + rules + "}"))
        .containsExactly("a", "2020-02-03", "2020-12-25");
  }

  @Test
  void anyTimestampReadsZonesHalvesAndFractions() {
    List<String> values =
        List.of(
            "2020-03-01T05:07:38Z",
            "2020-03-01T05:07:38.123456789+05:30",
            "2020-03-01 05:07:38 -0330",
            "1.3.2020 5:07 pm",
            "1.3.2020 12:07:08 AM",
            "1.3.2020",
            "20200301050738",
            "1583039258123",
            "2020-03-01 25:00",
            "soon");

    assertThat(lines(texts(values), "{name: any_timestamp, column: t, asColumn: t}"))
        .containsExactly(
            "t",
            "2020-03-01 05:07:38",
            "2020-02-29 23:37:38.123456",
            "2020-03-01 08:37:38",
            "2020-03-01 17:07:00",
            "2020-03-01 00:07:08",
            "2020-03-01 00:00:00",
            "2020-03-01 05:07:38",
            "2020-03-01 05:07:38.123",
            "NULL",
            "NULL");
  }

  @Test
  void anyTimestampShowsTheTimeOfAZone() {
    String query = "select * from values ('2020-03-01T05:07:38Z'), (null) t(a)";

    assertThat(
            lines(query, "{name: any_timestamp, column: a, asColumn: b, timezone: Asia/Kolkata}"))
        .containsExactly("a|b", "2020-03-01T05:07:38Z|2020-03-01 10:37:38", "NULL|NULL");
    assertThat(
            lines(
                query, "{name: any_timestamp, column: a, asColumn: a, timezone: America/New_York}"))
        .containsExactly("a", "2020-03-01 00:07:38", "NULL");
  }

  @Test
  void diffDateCountsWholeDaysFromBToA() {
    assertThat(
            lines(
                "select * from values ('2020-03-01T05:07:38Z', '2019-02-24T23:00:00Z'),"
                    + " ('2020-03-01', '2020-03-02'), (null, '2020-03-02') t(a, b)",
                "{name: diff_date, columnA: a, columnB: b, asColumn: days}",
                "{name: select, columns: days}"))
        .containsExactly("days", "371", "-1", "NULL");
  }

  @Test
  void epochToTimestampReadsSeconds() {
    assertThat(
            lines(
                "select * from values ('1709541360'), ('1709541360.25'), ('-1'), ('x'), (null) t(e)",
                "{name: epoch_to_timestamp, column: e, asColumn: at}"))
        .containsExactly(
            "e|at",
            "1709541360|2024-03-04 08:36:00",
            "1709541360.25|2024-03-04 08:36:00.25",
            "-1|1969-12-31 23:59:59",
            "x|NULL",
            "NULL|NULL");
    assertThat(lines("select 1709541360L e", "{name: epoch_to_timestamp, column: e}"))
        .containsExactly("e", "2024-03-04 08:36:00");
  }

  @Test
  void formatDateWritesDatesInPlace() {
    assertThat(
            lines(
                "select * from values ('2019-02-24T05:07:38Z'), (null) t(a)",
                "{name: format_date, column: a, format: \"yyyy/MM/dd'T' HH:mm\"}"))
        .containsExactly("a", "2019/02/24T 05:07", "NULL");
    assertThat(
            lines(
                "select date'2019-02-24' a", "{name: format_date, column: a, refformat: dd.MM.yy}"))
        .containsExactly("a", "24.02.19");
  }

  @Test
  void aFormatThatDoesNotExistIsRefusedBeforeAnythingIsComputed() {
    for (String function : List.of("format_date", "format_unix_date")) {
      var refusal = refusal("select 1 a", "{name: " + function + ", column: a, format: yyyy-bb}");

      assertThat(refusal.message()).isEqualTo("`yyyy-bb` is not a date format");
      assertThat(marked(refusal)).isEqualTo("yyyy-bb");
    }
  }

  @Test
  void formatUnixDateWritesSecondsInPlace() {
    assertThat(
            lines(
                "select * from values (178976646), (null) t(epoch)",
                "{name: format_unix_date, column: epoch, format: \"yyyy-MM-dd'T'HH:mm:ss\"}"))
        .containsExactly("epoch", "1975-09-03T11:44:06", "NULL");
  }

  private static String texts(List<String> values) {
    List<String> rows = new ArrayList<>();
    values.forEach(value -> rows.add("('" + value + "')"));
    return "select * from values " + String.join(", ", rows) + " t(t)";
  }
}
