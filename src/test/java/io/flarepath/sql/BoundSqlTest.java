package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BoundSqlTest {

  private static final String YAML =
      """
      inputs:
        - sql: |
            SELECT *
            FROM orders
            WHERE ts > '$|start|'
              AND ts <= '$|end|' AND n = $|n|
      """;

  private static final BoundSql BOUND =
      block(YAML).bind(Map.of("start", "2020-01-01 00:00:00", "end", "1", "n", "12345678"));

  @Test
  void textBeforeBetweenAndAfterValuesPointsWhereItStands() {
    assertThat(spanOf("orders")).isEqualTo("4:12+6");
    assertThat(spanOf("WHERE ts")).isEqualTo("5:7+8");
    assertThat(spanOf("AND ts")).isEqualTo("6:9+6");
    assertThat(spanOf("AND n")).isEqualTo("6:28+5");
  }

  @Test
  void aValuePointsAtItsWholePlaceWhetherItIsLongerOrShorter() {
    assertThat(spanOf("2020-01-01 00:00:00")).isEqualTo("5:19+8");
    assertThat(spanOf("01 00")).isEqualTo("5:19+8");
    assertThat(spanOf("'2020-01-01 00:00:00'")).isEqualTo("5:18+10");
    assertThat(spanOf("'1'")).isEqualTo("6:19+8");
    assertThat(spanOf("12345678")).isEqualTo("6:36+4");
  }

  @Test
  void aLineAndAColumnMarkTheWordThere() {
    assertThat(brief(BOUND.spanAt(2, 5))).isEqualTo("4:12+6");
    assertThat(brief(BOUND.spanAt(4, 2))).isEqualTo("6:9+3");
    assertThat(brief(BOUND.spanAt(4, 16))).isEqualTo("6:28+3");
  }

  @Test
  void aPositionPastTheEndIsTheLastThingThatTheUserWrote() {
    assertThat(brief(BOUND.spanAt(99, 99))).isEqualTo("6:36+4");
    assertThat(brief(BOUND.spanAt(1, 9999))).isEqualTo("6:36+4");
    assertThat(brief(BOUND.span(9999, 99999))).isEqualTo("6:36+4");
  }

  @Test
  void keysAreFoundWhereTheirValuesOverlap() {
    int start = BOUND.text().indexOf("2020");
    int end = start + "2020-01-01 00:00:00".length();
    assertThat(BOUND.keysWithin(start + 3, start + 4)).containsExactly("start");
    assertThat(BOUND.keysWithin(0, start)).isEmpty();
    assertThat(BOUND.keysWithin(end, end + 1)).isEmpty();
    assertThat(BOUND.keysWithin(0, BOUND.text().length())).containsExactly("start", "end", "n");
  }

  @Property
  void aWordThatTheUserWroteIsFoundAgainWhateverTheValues(
      @ForAll @AlphaChars @StringLength(max = 30) String start,
      @ForAll @AlphaChars @StringLength(max = 30) String end) {
    BoundSql bound = block(YAML).bind(Map.of("start", start, "end", end, "n", "1"));
    for (String word : new String[] {"SELECT", "orders", "WHERE", "<=", "n ="}) {
      int at = word.equals("n =") ? bound.text().lastIndexOf(word) : bound.text().indexOf(word);
      Span span = bound.span(at, at + word.length());
      String line = span.source().line(span.line());
      assertThat(line.substring(span.column() - 1, span.column() - 1 + span.length()))
          .isEqualTo(word);
    }
  }

  private static String spanOf(String part) {
    int at = BOUND.text().indexOf(part);
    assertThat(at).isNotNegative();
    return brief(BOUND.span(at, at + part.length()));
  }

  private static String brief(Span span) {
    return span.line() + ":" + span.column() + "+" + span.length();
  }

  private static SqlTemplate block(String yaml) {
    int start = yaml.indexOf("SELECT");
    return SqlTemplate.of(
        Passage.in(
            yaml.substring(start).replaceAll("(?m)^ {6}", ""),
            new Source("jobs/a.yaml", yaml),
            start,
            yaml.length()));
  }
}
