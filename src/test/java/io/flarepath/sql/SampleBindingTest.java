package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleBindingTest {

  @Test
  void aDateStandsInQuotesAndANumberOutside() {
    assertThat(texts("a > '$|s|' and b < $|s| and c = \"$|t|\""))
        .containsExactly(
            "a > '2000-01-01' and b < 1 and c = \"2000-01-01\"", "a > '1' and b < 1 and c = \"1\"");
  }

  @Test
  void thereIsOneCandidateWhereNothingIsQuoted() {
    assertThat(texts("select 1")).containsExactly("select 1");
    assertThat(texts("a > $|s|")).containsExactly("a > 1");
  }

  @Test
  void quotesInCommentsEscapesAndBackQuotesOpenNothing() {
    assertThat(texts("-- it's\n a > $|s|")).containsExactly("-- it's\n a > 1");
    assertThat(texts("/* it's */ a > $|s|")).containsExactly("/* it's */ a > 1");
    assertThat(texts("x = 'it\\'s' and a > $|s|")).containsExactly("x = 'it\\'s' and a > 1");
    assertThat(texts("x = 'it''s' and a > $|s|")).containsExactly("x = 'it''s' and a > 1");
    assertThat(texts("`it's` > $|s|")).containsExactly("`it's` > 1");
    assertThat(texts("x = \"it's\" and a > $|s|")).containsExactly("x = \"it's\" and a > 1");
  }

  @Test
  void theFirstBindingThatIsSqlAnswers() {
    assertThat(SampleBinding.parse(template("'$|s|'"), accepting("'1'")))
        .isEqualTo(new SqlFacts.Command("'1'", List.of()));
    assertThat(SampleBinding.parse(template("'$|s|'"), accepting("'2000-01-01'")))
        .isEqualTo(new SqlFacts.Command("'2000-01-01'", List.of()));
  }

  @Test
  void ifNoneIsSqlTheFirstErrorAnswers() {
    assertThat(SampleBinding.parse(template("'$|s|'"), accepting("nothing")))
        .isInstanceOfSatisfying(
            SqlFacts.SyntaxError.class,
            error -> assertThat(error.message()).isEqualTo("no: '2000-01-01'"));
  }

  private static SqlParser accepting(String text) {
    return sql ->
        sql.text().equals(text)
            ? new SqlFacts.Command(text, List.of())
            : new SqlFacts.SyntaxError("no: " + sql.text(), sql.span(0, 1));
  }

  private static List<String> texts(String sql) {
    return SampleBinding.candidates(template(sql)).stream().map(BoundSql::text).toList();
  }

  private static SqlTemplate template(String sql) {
    return SqlTemplate.of(Passage.of("sql", sql));
  }
}
