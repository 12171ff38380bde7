package io.flarepath.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 3 * * *       | 2001-07-02T03:00Z",
        "*/20 * * * *    | 2001-07-01T12:20Z",
        "0 0 1 * *       | 2001-08-01T00:00Z",
        "0 0 * * 1-5     | 2001-07-02T00:00Z",
        "0 0 * * SUN     | 2001-07-08T00:00Z",
        "0 0 * * 7       | 2001-07-08T00:00Z",
        "0 0 29 2 *      | 2004-02-29T00:00Z",
        "@daily          | 2001-07-02T00:00Z",
        "@Hourly         | 2001-07-01T13:00Z",
      })
  void knowsWhenAnExpressionIsDueNext(String expression, String next) {
    assertThat(Cron.of(expression).after(ZonedDateTime.parse("2001-07-01T12:00Z"), 1))
        .containsExactly(ZonedDateTime.parse(next));
  }

  // As cron itself: with both days given, either is enough.
  @Test
  void aDayOfTheMonthAndADayOfTheWeekAreAlternatives() {
    List<ZonedDateTime> due =
        Cron.of("0 0 4 * 1").after(ZonedDateTime.parse("2001-07-01T00:00Z"), 3);
    assertThat(due).extracting(ZonedDateTime::getDayOfMonth).containsExactly(2, 4, 9);
  }

  @Test
  void hoursAreThoseOfTheZone() {
    ZonedDateTime before = ZonedDateTime.parse("2001-03-24T12:00+01:00[Europe/Berlin]");
    assertThat(Cron.of("0 3 * * *").after(before, 2))
        .extracting(due -> due.toInstant().toString())
        .containsExactly("2001-03-25T01:00:00Z", "2001-03-26T01:00:00Z");
  }

  @Test
  void givesNoTimesAnExpressionDoesNotHave() {
    assertThat(Cron.of("0 0 30 2 *").after(ZonedDateTime.parse("2001-01-01T00:00Z"), 3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "0 3 * *", "61 3 * * *", "0 0 3 * * ?", "@often", "a b c d e"})
  void refusesWhatIsNoCronExpression(String expression) {
    assertThatThrownBy(() -> Cron.of(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }
}
