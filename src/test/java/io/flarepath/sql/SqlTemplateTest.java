package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlTemplate.Place;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

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
  void bindingIsPlainText() {
    BoundSql bound = template("a > '$|k|' and b < $|k|").bind(Map.of("k", "it's $1 \\"));
    assertThat(bound.text()).isEqualTo("a > 'it's $1 \\' and b < it's $1 \\");
  }

  @Test
  void aValueThatLooksLikeAPlaceIsNotBoundAgain() {
    assertThat(template("$|a| $|b|").bind(Map.of("a", "$|b|", "b", "2")).text())
        .isEqualTo("$|b| 2");
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
      @ForAll @StringLength(max = 9) String before,
      @ForAll @StringLength(max = 9) String between,
      @ForAll @AlphaChars @StringLength(min = 1, max = 12) String value) {
    SqlTemplate template = template(before + " $|k|" + between + " $|k|");
    BoundSql bound = template.bind(Map.of("k", value));
    assertThat(bound.replacements()).hasSameSizeAs(template.places());
    assertThat(bound.replacements())
        .allSatisfy(r -> assertThat(bound.text().substring(r.start(), r.end())).isEqualTo(value));
    assertThat(bound.text()).isEqualTo(template.toString().replace("$|k|", value));
  }

  private static SqlTemplate template(String sql) {
    return SqlTemplate.of(Passage.of("sql", sql));
  }
}
