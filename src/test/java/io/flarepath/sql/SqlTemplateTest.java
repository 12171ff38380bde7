package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlTemplate.Place;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTemplateTest {

  @Test
  void placesAreFoundQuotedOrNotInOrder() {
    SqlTemplate template = template("a > '$|start|' and b < $|end| and c = $|start|");
    assertThat(template.places())
        .containsExactly(
            new Place("start", 5, 13), new Place("end", 23, 29), new Place("start", 38, 46));
    assertThat(template.keys()).containsExactly("start", "end");
  }

  @Test
  void spacesBesideTheNameAreAllowedAndOtherDollarsAreNoPlaces() {
    assertThat(template("$| start |").keys()).containsExactly("start");
    assertThat(template("select '$', '$|', '|a|', '$||', '$|a b|' from t$x").places()).isEmpty();
  }

  @Test
  void aValueIsEscapedInQuotesByTheRuleOfTheQuotes() {
    String value = "it's \"a\" \\ `b`";
    assertThat(bound("a = '$|k|!'", value)).isEqualTo("a = 'it\\'s \"a\" \\\\ `b`!'");
    assertThat(bound("a = \"$|k|!\"", value)).isEqualTo("a = \"it's \\\"a\\\" \\\\ `b`!\"");
    assertThat(bound("a = r'$|k|!'", value)).isEqualTo("a = r'it' \"'\" r's \"a\" \\ `b`!'");
    assertThat(bound("a = R\"$|k|!\"", "\"a\" \\"))
        .isEqualTo("a = R\"\" '\"' r\"a\" '\"' r\" \\!\"");
    assertThat(bound("`$|k|!` = 1", value)).isEqualTo("`it's \"a\" \\ ``b``!` = 1");
  }

  @Test
  void aValueOutsideQuotesIsANumberOrAString() {
    assertThat(bound("id > $|k|", "12")).isEqualTo("id > 12");
    assertThat(bound("id > $|k|", "-1.50")).isEqualTo("id > -1.50");
    assertThat(bound("id > $|k|", "2.5E-7")).isEqualTo("id > 2.5E-7");
    assertThat(bound("id > $|k|", "2024-01-01")).isEqualTo("id > '2024-01-01'");
    assertThat(bound("id > $|k|", "1 or 1=1")).isEqualTo("id > '1 or 1=1'");
    assertThat(bound("select $|k| from t", "a, b")).isEqualTo("select 'a, b' from t");
    assertThat(bound("id > $|k|", "007")).isEqualTo("id > '007'");
    assertThat(bound("id > $|k|", "1E999")).isEqualTo("id > '1E999'");
    assertThat(bound("id > $|k|", "9".repeat(39))).isEqualTo("id > '" + "9".repeat(39) + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "int; 5; 5",
        "bigint; x; 'x'",
        "decimal(10,2); 1.50; 1.50",
        "double; NaN; 'NaN'",
        "float; 1.1; 1.1F",
        "string; 12; '12'",
        "boolean; true; true",
        "boolean; yes; 'yes'",
        "date; 2024-01-01; date'2024-01-01'",
        "date; 2024-02-30; '2024-02-30'",
        "timestamp; 2024-01-01 10:00:00.5; timestamp'2024-01-01 10:00:00.5'",
        "timestamp; 2024-11-03 01:30:00-04:00; timestamp'2024-11-03 01:30:00-04:00'",
        "timestamp_ntz; 2024-01-01 10:00:00; timestamp_ntz'2024-01-01 10:00:00'",
        "timestamp_ntz; 2024-01-01 10:00:00Z; '2024-01-01 10:00:00Z'",
        "timestamp; 2024-01-01 25:00:00; '2024-01-01 25:00:00'",
        "timestamp; ' or 1=1; '\\' or 1=1'",
      })
  void aValueWhoseTypeIsKnownIsALiteralOfThatType(String type, String value, String literal) {
    Bindings values = new Bindings(Map.of("k", value), Map.of("k", type));
    assertThat(template("a > $|k|").bind(values).text()).isEqualTo("a > " + literal);
    assertThat(template("a > \"$|k|\"").bind(values).text()).isEqualTo("a > \"" + value + "\"");
  }

  @Test
  void aValueNeverBecomesOneWordWithWhatIsBesideIt() {
    assertThat(bound("select 10-$|k|", "5")).isEqualTo("select 10-5");
    assertThat(bound("select 10-$|k|", "-5")).isEqualTo("select 10- -5");
    assertThat(bound("select t$|k|x", "5")).isEqualTo("select t 5 x");
    assertThat(bound("select 'a'$|k|'b'", "c")).isEqualTo("select 'a' 'c' 'b'");
    assertThat(bound("interval $|k| day", "-5")).isEqualTo("interval -5 day");
  }

  @Test
  void aBackslashOfTheUserBeforeAPlaceIsItself() {
    assertThat(bound("a = 'C:\\$|k|'", "'--")).isEqualTo("a = 'C:\\\\\\'--'");
    assertThat(bound("a = 'C:\\\\$|k|'", "n")).isEqualTo("a = 'C:\\\\n'");
  }

  @Test
  void noVariableOfSparkComesFromAValue() {
    assertThat(bound("'$|k|'", "${env:HOME}")).isEqualTo("'\\u0024{env:HOME}'");
    assertThat(bound("'$|k|{x}'", "$")).isEqualTo("'\\u0024{x}'");
    assertThat(bound("'$$|k|'", "{x}")).isEqualTo("'$\\u007Bx}'");
    assertThat(bound("'$$|k|{x}'", "")).isEqualTo("'$' '{x}'");
    assertThat(bound("r'$|k|{x}'", "${y}$")).isEqualTo("r'$' r'{y}$' r'{x}'");
    assertThat(bound("r'$$|k|'", "{x}")).isEqualTo("r'$' r'{x}'");
  }

  @Test
  void aNameWithoutCharactersOrWithAVariableIsRefused() {
    assertThatThrownBy(() -> bound("`$|k|`", ""))
        .isInstanceOf(FlarepathException.class)
        .hasMessageContaining("an empty value cannot be part of a name");
    assertThatThrownBy(() -> bound("`$|k|`", "${x}"))
        .isInstanceOf(FlarepathException.class)
        .hasMessageContaining("a value with `${` cannot be part of a name");
  }

  @Test
  void inACommentNothingIsPut() {
    SqlTemplate template = template("a -- $|k| it's\n = '$|k|' /* $|k| */ + $|k| /*+ $|k| */");
    assertThat(template.bind(Map.of("k", "*/ 1")).text())
        .isEqualTo("a -- $|k| it's\n = '*/ 1' /* $|k| */ + '*/ 1' /*+ '*/ 1' */");
    assertThat(template.inComments()).extracting(Place::start).containsExactly(5, 28);
    assertThat(template("1 /* $|a*/b| */").bind(Map.of()).text()).isEqualTo("1 /* $|a__b| */");
  }

  @Test
  void aValueThatLooksLikeAPlaceIsNotBoundAgain() {
    assertThat(template("'$|a|' $|b|").bind(Map.of("a", "$|b|", "b", "2")).text())
        .isEqualTo("'\\u0024|b|' 2");
  }

  @Test
  void aKeyWithoutAValueIsNamed() {
    assertThatThrownBy(() -> template("$|a| $|b|").bind(Map.of("a", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for the key b");
  }

  @Test
  void sqlWithoutPlacesStaysAsItIs() {
    Passage passage = Passage.of("sql", "select 1");
    assertThat(SqlTemplate.of(passage).bind(Map.of())).isEqualTo(BoundSql.of(passage));
  }

  @Property
  void everyReplacementHoldsItsValue(
      @ForAll @AlphaChars @StringLength(max = 9) String before,
      @ForAll @AlphaChars @StringLength(max = 9) String between,
      @ForAll @AlphaChars @StringLength(min = 1, max = 12) String value) {
    SqlTemplate template = template(before + " '$|k|" + between + " $|k|'");
    BoundSql bound = template.bind(Map.of("k", value));
    assertThat(bound.replacements()).hasSameSizeAs(template.places());
    assertThat(bound.replacements())
        .allSatisfy(r -> assertThat(bound.text().substring(r.start(), r.end())).isEqualTo(value));
    assertThat(bound.text()).isEqualTo(template.toString().replace("$|k|", value));
  }

  private static String bound(String sql, String value) {
    return template(sql).bind(Map.of("k", value)).text();
  }

  private static SqlTemplate template(String sql) {
    return SqlTemplate.of(Passage.of("sql", sql));
  }
}
