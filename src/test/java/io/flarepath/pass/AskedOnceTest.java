package io.flarepath.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AskedOnceTest {

  private static final SourceColumn AT = new SourceColumn(1, "at", "bigint");

  private final FixedFacts source = new FixedFacts(OptionalLong.of(7));
  private final SourceFacts facts = new AskedOnce(source);

  @Test
  void theSameQuestionIsAskedOnce() {
    BoundSql sql = BoundSql.of(Passage.of("key", "select 1 + 2"));
    assertThat(facts.value("start", sql)).isEqualTo("3");
    assertThat(facts.value("start", sql)).isEqualTo("3");
    assertThat(facts.newest(AT)).hasValue(AxisValue.of(7));
    assertThat(facts.newest(AT)).hasValue(AxisValue.of(7));
    assertThat(facts.point(BoundSql.of(Passage.of("x", "4")), "bigint", sql.origin()))
        .isEqualTo(new AxisPoint(AxisValue.of(4), 0));
    assertThat(facts.point(BoundSql.of(Passage.of("x", "4")), "bigint", sql.origin()))
        .isEqualTo(new AxisPoint(AxisValue.of(4), 0));
    assertThat(facts.column("c", "at"))
        .hasValueSatisfying(at -> assertThat(at.type()).isEqualTo("bigint"));
    assertThat(source.asked).containsExactly("start: select 1 + 2", "newest at", "point 4");
  }

  @Test
  void otherQuestionsAreOthers() {
    facts.newest(AT);
    facts.newest(new SourceColumn(2, "at", "bigint"));
    facts.point(BoundSql.of(Passage.of("x", "4")), "bigint", Passage.of("x", ""));
    facts.point(BoundSql.of(Passage.of("x", "4")), "int", Passage.of("x", ""));
    assertThat(source.asked).hasSize(4);
  }
}
