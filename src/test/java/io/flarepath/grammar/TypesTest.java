package io.flarepath.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypesTest {

  private final Tiny tiny = new Tiny();

  @Test
  void aChoiceTakesItsWordsInAnyCase() {
    Choice<Support> choice = Choice.of(Support.class, "perhaps");
    assertThat(tiny.value(choice, "Not_Yet")).contains(Support.NOT_YET);
    assertThat(tiny.value(choice, "usd")).isEmpty();
    assertThat(tiny.value(choice, "perhaps")).isEmpty();
    assertThat(tiny.said())
        .containsExactly("1: `usd` is not a valid `key`", "1: `key: perhaps` is not supported yet");
    assertThat(tiny.help().get(0)).isEqualTo("did you mean `used`?");
  }

  @Test
  void aListMayBeItsOnlyItem() {
    assertThat(tiny.value(ListOf.of(Scalar.COUNT), "[1, 2]")).contains(List.of(1, 2));
    assertThat(tiny.value(ListOf.of(Scalar.COUNT), "3")).contains(List.of(3));
    assertThat(tiny.value(ListOf.of(Scalar.COUNT), "[1, x]")).isEmpty();
    assertThat(tiny.said())
        .containsExactly("1: `key` must be a whole number above zero, but this is `x`");
  }

  @Test
  void ofSmallMapsTheLastOneWins() {
    assertThat(tiny.value(new MapOf(true), "[{a: 1}, {a: 2, b: ~}]").orElseThrow())
        .hasEntrySatisfying("a", value -> assertThat(value.value()).isEqualTo("2"))
        .hasEntrySatisfying("b", value -> assertThat(value.value()).isEmpty());
    assertThat(tiny.value(new MapOf(false), "[{a: 1}]")).isEmpty();
    assertThat(tiny.said()).containsExactly("1: `key` must be a map, but this is a list");
  }

  @Test
  void pairsKeepTheirOrderAndNeedValues() {
    PairsOf<String> pairs = new PairsOf<>((key, value) -> key.value() + "=" + value.value());
    assertThat(tiny.value(pairs, "{b: 1, a: 2}")).contains(List.of("b=1", "a=2"));
    assertThat(tiny.value(pairs, "{b: ~}")).isEmpty();
    assertThat(tiny.said()).containsExactly("1: `b` must be a string, but this is empty");
  }

  @Test
  void aVariantIsReadByItsDecidingKey() {
    Key<String> kind = Key.required("kind", Scalar.TEXT, "what it is");
    Key<Integer> legs = Key.required("legs", Scalar.COUNT, "how many it has");
    Section<String> animal = Section.of("thing", List.of(kind, legs), f -> "on " + f.get(legs));
    Section<String> other = Section.of("thing", List.of(kind), f -> f.get(kind)).open();
    Variant<String> thing =
        new Variant<>("kind", List.of(new Variant.Case<>("cow|hen", animal)), other);
    assertThat(tiny.value(thing, "{kind: COW, legs: 4}")).contains("on 4");
    assertThat(tiny.value(thing, "{kind: rock, weight: 9}")).contains("rock");
    assertThat(tiny.said()).isEmpty();
    assertThat(tiny.value(thing, "{legs: 4}")).isEmpty();
    assertThat(tiny.said()).containsExactly("1: `kind` is missing in `thing`");
  }

  @Test
  void anUnsetVariableIsReportedOnceAndNotAsAWrongType() {
    assertThat(tiny.value(Scalar.COUNT, "${UNSET}")).isEmpty();
    assertThat(tiny.said()).containsExactly("1: the variable `UNSET` is not set");
    assertThat(tiny.value(Scalar.TEXT, "a ${SET}")).contains("a value");
  }

  @Test
  void valuesOfATreeSayWhatTheyAre() {
    Yaml tree = tiny.tree("a: 1\nb: [x, ~, {c: y}]\nd: {}\n").orElseThrow();
    assertThat(tree.asScalar()).isEmpty();
    assertThat(tree.asMapping()).isPresent();
    assertThat(tree.items()).containsExactly(tree);
    assertThat(tree.scalars()).extracting(Yaml.Scalar::text).containsExactly("1", "x", "y");
    Yaml list = tree.at("b").orElseThrow();
    assertThat(list.asMapping()).isEmpty();
    assertThat(list.items()).hasSize(3);
    assertThat(list.mappings()).hasSize(1);
    assertThat(tree.at("d").orElseThrow().isEmpty()).isTrue();
    assertThat(tree.unwrapped("a")).isSameAs(tree);
    assertThat(tiny.tree("a: [1]\n").orElseThrow().unwrapped("a").items()).hasSize(1);
  }

  @Test
  void valuesAreComparedByTheirTextAndNotByTheirPlace() {
    Map<String, String> pairs =
        Map.of("x", " 'x'", "[1, {a: b}]", "\n- 1\n- {a: b}", "{a: [b]}", "\na:\n- b");
    pairs.forEach(
        (one, other) -> {
          Yaml first = tiny.tree(one).orElseThrow();
          assertThat(first.equalsText(tiny.tree(other).orElseThrow())).as(one).isTrue();
          assertThat(first.equalsText(tiny.tree("[x, y]").orElseThrow())).as(one).isFalse();
          assertThat(first.equalsText(tiny.tree("{a: b}").orElseThrow())).as(one).isFalse();
          assertThat(first.equalsText(tiny.tree("b").orElseThrow())).as(one).isFalse();
        });
  }
}
