package io.flarepath.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AxisTest {

  @Property
  void aValueIsTheTimeThatItStandsFor(@ForAll("instants") long micros, @ForAll("days") long day) {
    assertThat(Axis.TIMESTAMP.value(Axis.TIMESTAMP.time(micros))).isEqualTo(micros);
    assertThat(Axis.LOCAL_TIMESTAMP.value(Axis.LOCAL_TIMESTAMP.time(micros))).isEqualTo(micros);
    assertThat(Axis.DATE.value(Axis.DATE.time(day))).isEqualTo(day);
  }

  @Property
  void textCanBeReadBackToTheSameValue(
      @ForAll("instants") long micros, @ForAll("days") long day, @ForAll long number) {
    String time = Axis.TIMESTAMP.text(micros);
    assertThat(Axis.TIMESTAMP.value(LocalDateTime.parse(time.replace(' ', 'T')))).isEqualTo(micros);
    assertThat(Axis.LOCAL_TIMESTAMP.text(micros)).isEqualTo(time);
    assertThat(LocalDate.parse(Axis.DATE.text(day)).toEpochDay()).isEqualTo(day);
    assertThat(Long.parseLong(Axis.NUMBER.text(number))).isEqualTo(number);
  }

  @Property
  void aTimeBetweenTwoStepsIsRoundedDown(@ForAll("instants") long micros) {
    LocalDateTime time = Axis.TIMESTAMP.time(micros).plusNanos(999);
    assertThat(Axis.TIMESTAMP.value(time)).isEqualTo(micros);
    assertThat(Axis.DATE.value(time)).isEqualTo(Math.floorDiv(micros, 86_400_000_000L));
  }

  @Property
  void laterTextIsALaterTime(@ForAll("instants") long a, @ForAll("instants") long b) {
    // Lengths differ in the fraction only, and a fraction sorts after none.
    assertThat(Integer.signum(Axis.TIMESTAMP.text(a).compareTo(Axis.TIMESTAMP.text(b))))
        .isEqualTo(Long.compare(a, b));
  }

  @ParameterizedTest
  @CsvSource({
    "2020-02-01T00:00,           2020-02-01 00:00:00",
    "2020-02-01T10:20:30.5,      2020-02-01 10:20:30.5",
    "2020-02-01T10:20:30.000001, 2020-02-01 10:20:30.000001",
    "2020-02-01T10:00:00.1,      2020-02-01 10:00:00.1",
    "1969-12-31T23:59:59.999999, 1969-12-31 23:59:59.999999",
    "0001-01-01T00:00,           0001-01-01 00:00:00",
  })
  void timesAreWrittenAsSparkCastsThemToStrings(LocalDateTime time, String text) {
    assertThat(Axis.TIMESTAMP.text(Axis.TIMESTAMP.value(time))).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(Axis.class)
  void aNumberIsNoTime(Axis axis) {
    if (axis.isTime()) {
      assertThat(axis.time(0)).isEqualTo(LocalDateTime.parse("1970-01-01T00:00"));
    } else {
      assertThatThrownBy(() -> axis.time(0)).hasMessage(axis + " is not a time");
      assertThatThrownBy(() -> axis.value(Axes.FIRST)).hasMessage(axis + " is not a time");
    }
  }

  @Provide
  Arbitrary<Long> instants() {
    return Axes.values(Axis.TIMESTAMP);
  }

  @Provide
  Arbitrary<Long> days() {
    return Axes.values(Axis.DATE);
  }
}
