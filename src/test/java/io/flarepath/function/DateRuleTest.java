package io.flarepath.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateRuleTest {

  @Test
  void takesTheBracketsOfTheOriginalAway() {
    DateRule rule = DateRule.of("【(?<year>\\d{4})(?<month>\\d\\d)(?<day>\\d\\d)】").orElseThrow();

    assertThat(rule.groups()).containsExactly("year", "month", "day");
    assertThat("20200301".matches(rule.pattern())).isTrue();
    assertThat("20200301x".matches(rule.pattern())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(?<year>",
        "\\d+",
        "(?<year>\\d{4})-(?<month>\\d\\d)",
        "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d) (?<era>ad)"
      })
  void refusesWhatFindsNoDate(String text) {
    assertThat(DateRule.of(text)).isEmpty();
  }

  @Test
  void takesACountWithoutADate() {
    assertThat(DateRule.of("ms(?<millisecond>\\d+)")).isPresent();
  }
}
