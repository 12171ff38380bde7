package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.window.Axis;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextsTest {

  /** About 3,000 years around 1970, in the axis' own unit. */
  @Property
  void whatAnAxisWritesIsReadBack(
      @ForAll Axis axis, @ForAll @LongRange(min = -500_000, max = 500_000) long value) {
    Assume.that(axis.hasSteps());
    long unit = axis == Axis.DATE || axis == Axis.NUMBER ? 1 : 86_399_999_999L;
    assertThat(KeyTexts.value(axis, axis.text(value * unit), ZoneOffset.UTC))
        .hasValue(value * unit);
  }

  @Test
  void onlyATimestampIsReadInTheSessionsZone() {
    ZoneId newYork = ZoneId.of("America/New_York");
    String text = "2024-01-02 07:00:00";
    assertThat(KeyTexts.value(Axis.TIMESTAMP, text, newYork))
        .isEqualTo(KeyTexts.value(Axis.TIMESTAMP, "2024-01-02 12:00:00", ZoneOffset.UTC));
    assertThat(KeyTexts.value(Axis.LOCAL_TIMESTAMP, text, newYork))
        .isEqualTo(KeyTexts.value(Axis.LOCAL_TIMESTAMP, text, ZoneOffset.UTC));
  }

  @Test
  void aDayIsItsMidnightAndSpacesAroundDoNotMatter() {
    assertThat(KeyTexts.value(Axis.LOCAL_TIMESTAMP, " 2024-01-02 ", ZoneOffset.UTC))
        .isEqualTo(KeyTexts.value(Axis.LOCAL_TIMESTAMP, "2024-01-02 00:00:00", ZoneOffset.UTC))
        .isPresent();
    assertThat(KeyTexts.value(Axis.NUMBER, " 7 ", ZoneOffset.UTC)).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "2024-13-01", "2024-01-01 25:00:00", "7.5", "null"})
  void whatIsNoValueHasNone(String text) {
    for (Axis axis : Axis.values()) {
      assertThat(KeyTexts.value(axis, text, ZoneOffset.UTC)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NUMBER", mode = EnumSource.Mode.EXCLUDE)
  void aNumberIsNoTime(Axis axis) {
    assertThat(KeyTexts.value(axis, "7", ZoneOffset.UTC)).isEqualTo(OptionalLong.empty());
  }
}
