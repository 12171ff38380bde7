package io.flarepath.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AskedOnceTest {

  private final FixedFacts source = new FixedFacts(OptionalLong.of(7));
  private final SourceFacts facts = new AskedOnce(source);

  @Test
  void theSameQuestionIsAskedOnce() {
    BoundSql sql = BoundSql.of(Passage.of("key", "select 1 + 2"));
    assertThat(facts.value("start", sql)).isEqualTo("3");
    assertThat(facts.value("start", sql)).isEqualTo("3");
    assertThat(facts.newest("c", "at")).hasValue(7);
    assertThat(facts.newest("c", "at")).hasValue(7);
    assertThat(facts.point("4", "bigint", sql.origin())).isEqualTo(new AxisPoint(4, 0));
    assertThat(facts.point("4", "bigint", sql.origin())).isEqualTo(new AxisPoint(4, 0));
    assertThat(facts.typeOf("c", "at")).isEqualTo("bigint");
    assertThat(source.asked).containsExactly("start: select 1 + 2", "newest c.at", "point 4");
  }

  @Test
  void otherQuestionsAreOthers() {
    facts.newest("c", "at");
    facts.newest("d", "at");
    facts.point("4", "bigint", Passage.of("x", ""));
    facts.point("4", "int", Passage.of("x", ""));
    assertThat(source.asked).hasSize(4);
  }
}
