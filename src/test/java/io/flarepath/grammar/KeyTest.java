package io.flarepath.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyTest {

  private final Tiny tiny = new Tiny();

  @Test
  void describesItselfInOneSentence() {
    Key<Boolean> key =
        Key.withDefault("dry", Scalar.BOOL, false, "whether it only pretends").since("Tiny 2");
    assertThat(key.description().sentence())
        .isEqualTo("Whether it only pretends. Default: `false`. Since Tiny 2.");
  }

  @Test
  void aDefaultIsShownAsItIsWritten() {
    assertThat(fallback(Choice.of(Support.class), Support.NOT_YET)).isEqualTo("not_yet");
    assertThat(fallback(Scalar.COUNT, 3)).isEqualTo("3");
    assertThat(fallback(ListOf.of(Scalar.COUNT), List.of())).isEmpty();
    assertThat(fallback(new MapOf(true), Map.of())).isEmpty();
  }

  private static <T> String fallback(Type<T> type, T value) {
    return Key.withDefault("key", type, value, "a key").description().traits().fallback();
  }

  @Test
  void warnsOfAnOldFormOfAnotherPlaceAndOfAnotherSpelling() {
    Key<Optional<String>> key = Key.optional("old", Scalar.TEXT, "a key").or("older");
    assertThat(key.description().warning("old")).isEmpty();
    assertThat(key.description().warning("older")).contains("an alias of `old`");
    assertThat(key.belongingIn("other").description().warning("old"))
        .contains("belongs in `other`");
    assertThat(key.oldFormOf("new").description().warning("old")).contains("an old form of `new`");
    assertThat(Key.notYet("x", "a key").description().warning("x")).contains("not supported yet");
  }

  @Test
  void aRequiredKeyMayBeMissingBesideItsAlternative() {
    Key<Optional<String>> one = Key.optional("one", Scalar.TEXT, "a key").needed().unless("other");
    Key<Optional<String>> other = Key.optional("other", Scalar.TEXT, "a key");
    Section<String> section =
        Section.of("", List.of(one, other), fields -> fields.get(one).orElse("none"));
    assertThat(tiny.read(section, "other: x\n")).contains("none");
    assertThat(tiny.said()).isEmpty();
    var unused = tiny.read(section, "{}\n");
    assertThat(tiny.said()).containsExactly("1: `one` is missing in the top level of the file");
  }

  @Test
  void aRuleLooksAtTheValue() {
    Key<Located<String>> key =
        Key.required("key", Scalar.TEXT.located(), "a key")
            .that(
                (value, problems) ->
                    problems.add(
                        Diagnostic.error(Code.BAD_VALUE, "not " + value.value()).at(value.span())));
    var unused = tiny.read(Section.of("", List.of(key), fields -> 1), "key: this\n");
    assertThat(tiny.said()).containsExactly("1: not this");
  }
}
