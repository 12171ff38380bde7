package io.flarepath.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionTest {

  private static final Key<String> NAME = Key.required("name", Scalar.TEXT, "what it is called");
  private static final Key<Integer> LEGS =
      Key.withDefault("legs", Scalar.COUNT, 4, "how many it walks on").or("feet");
  private static final Key<Optional<Yaml>> WINGS = Key.notYet("wings", "what it flies with");
  private static final Key<Optional<Yaml>> TAGS = Key.ignored("tags", "labels");

  private static final Section<String> ANIMAL =
      Section.of(
          "animal",
          List.of(NAME, LEGS, WINGS, TAGS),
          fields -> fields.get(NAME) + " on " + fields.get(LEGS));

  private final Tiny tiny = new Tiny();

  @Test
  void makesItsValueOfWhatIsWrittenAndOfDefaults() {
    assertThat(tiny.read(ANIMAL, "name: cow\ntags: [a]\n")).contains("cow on 4");
    assertThat(tiny.read(ANIMAL, "name: hen\nfeet: 2\n")).contains("hen on 2");
    assertThat(tiny.said()).isEmpty();
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(tiny.read(ANIMAL, "legs: 2\n")).isEmpty();
    assertThat(tiny.said()).containsExactly("1: `name` is missing in `animal`");
    assertThat(tiny.help()).containsExactly("`name`: what it is called");
  }

  @Test
  void suggestsTheKeyThatAnUnknownOneIsNearTo() {
    assertThat(tiny.read(ANIMAL, "nmae: cow\n")).isEmpty();
    assertThat(tiny.said()).containsExactly("1: unknown key `nmae`");
    assertThat(tiny.help()).containsExactly("did you mean `name`?");
  }

  @Test
  void refusesTwoSpellingsOfOneKeyAndWhatIsNotSupportedYet() {
    var unused = tiny.read(ANIMAL, "name: hen\nlegs: 2\nfeet: 2\nwings: 2\n");
    assertThat(tiny.said())
        .containsExactly("3: `feet` is an alias of `legs`", "4: `wings` is not supported yet");
  }

  @Test
  void aWrongWordCountsAsAbsentAndIsReportedOnce() {
    assertThat(tiny.read(ANIMAL, "name: cow\nlegs: many\n")).contains("cow on 4");
    assertThat(tiny.said())
        .containsExactly("2: `legs` must be a whole number above zero, but this is `many`");
  }

  @Test
  void leavesAsideOnlyWhatLooksLikeNothingKnown() {
    assertThat(tiny.read(ANIMAL.tolerant(), "name: cow\nxyzzy: 1\n")).contains("cow on 4");
    assertThat(tiny.said()).containsExactly("2: ignoring unknown key `xyzzy`");
  }

  @Test
  void anOpenSectionMayHoldOtherKeys() {
    assertThat(tiny.read(ANIMAL.open(), "name: cow\nnmae: 1\n")).contains("cow on 4");
    assertThat(tiny.said()).isEmpty();
  }

  @Test
  void mayBeInAFileOfItsOwn() {
    Key<String> pet = Key.required("pet", ANIMAL, "who lives here");
    Section<String> house = Section.of("", List.of(pet), fields -> fields.get(pet));
    Tiny withFile = new Tiny(Map.of("cow.yaml", "name: cow\n"));
    assertThat(withFile.read(house, "pet: cow.yaml\n")).contains("cow on 4");
    assertThat(withFile.read(house, "pet: horse.yaml\n")).isEmpty();
    assertThat(withFile.said()).containsExactly("1: the file `horse.yaml` cannot be read");
  }

  @Test
  void namesThePlaceWhereAKeyBelongs() {
    Key<Optional<String>> pet = Key.optional("pet", ANIMAL, "who lives here");
    Section<Optional<String>> house = Section.of("", List.of(pet), fields -> fields.get(pet));
    var unused = tiny.read(house, "legs: 4\n");
    assertThat(tiny.said()).containsExactly("1: unknown key `legs`");
    assertThat(tiny.help()).containsExactly("`legs` belongs in `animal`");
  }

  @Test
  void aCheckedOneCanBeWrongAsAWhole() {
    Section<String> none = Section.checked("animal", List.of(NAME), fields -> Optional.empty());
    assertThat(tiny.read(none, "name: cow\n")).isEmpty();
    assertThat(tiny.said()).isEmpty();
  }

  @Test
  void twoKeysOfOneSpellingAreABug() {
    Key<String> feet = Key.required("feet", Scalar.TEXT, "what it walks on");
    assertThatThrownBy(() -> Section.of("animal", List.of(LEGS, feet), fields -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`animal` has two keys `feet`");
  }
}
