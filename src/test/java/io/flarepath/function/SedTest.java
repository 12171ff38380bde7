package io.flarepath.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "s/a/x/;banana;bxnana",
        "s/a/x/g;banana;bxnxnx",
        "s/A/x/ig;banana;bxnxnx",
        "s/A/x/i;banana;bxnana",
        "s/A/x/;banana;banana",
        "s/^b/x/;banana;xanana",
        "s/a$/x/;banana;bananx",
        "s#a/b#c#;1a/b2;1c2",
        "s/a\\/b/c/;1a/b2;1c2",
        "s/(a)(n)/\\2\\1/;banana;bnaana",
        "s/(a)(n)/$2$1/g;banana;bnanaa",
        "s/(a)n\\1/<&>/;banana;b<ana>na",
        "s/an/\\&/;banana;b&ana",
        "s/an/&5/;banana;ban5ana",
        "s/(a)n/\\15/;banana;ba5ana",
        "s/b/5/;banana;5anana",
        "s/an/$/g;banana;b$$a",
        "s/(?<=n)a/x/;banana;banxna",
        "s/x|n/y/;banana;bayana",
        "s/a//g;banana;bnn",
        "s/x*/-/;banana;-banana",
      })
  void replacesAsSedDoes(String expression, String text, String wanted) {
    assertThat(Sed.of(expression).orElseThrow().in(text)).isEqualTo(wanted);
  }

  @Test
  void replacesOnlyTheFirstMatchOfSeveralLines() {
    assertThat(Sed.of("s/a/x/").orElseThrow().in("b\na\na")).isEqualTo("b\nx\na");
  }

  @Test
  void leavesTheDotAloneWhereItLooksPastLines() {
    assertThat(Sed.of("s/b.*/x/").orElseThrow().in("a\nbc\nd")).isEqualTo("a\nx\nd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "s/a/b",
        "s/a",
        "y/a/b/",
        "s/a/b/x",
        "s/a/b/g/",
        "s/(/b/",
        "s/a/\\1/",
        "s/(a)/$2/g",
        "sxaxbx"
      })
  void refusesWhatIsNoExpression(String text) {
    assertThat(Sed.of(text)).isEmpty();
  }
}
