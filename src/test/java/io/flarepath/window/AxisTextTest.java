package io.flarepath.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTextTest {

  @ParameterizedTest
  @CsvSource({
    "UTC,                 2024-11-03T05:30:00, 2024-11-03 05:30:00",
    "America/New_York,    2024-11-03T04:30:00, 2024-11-03 00:30:00",
    "America/New_York,    2024-11-03T05:30:00, 2024-11-03 01:30:00-04:00",
    "America/New_York,    2024-11-03T06:30:00, 2024-11-03 01:30:00-05:00",
    "America/New_York,    2024-11-03T07:00:00, 2024-11-03 02:00:00",
    "Australia/Lord_Howe, 2024-04-06T14:45:00, 2024-04-07 01:45:00+11:00",
    "Asia/Kolkata,        2024-01-01T00:00:00.000001, 2024-01-01 05:30:00.000001",
  })
  void instantsAreShownInTheZone(String zone, String utc, String shown) {
    long value = Axis.TIMESTAMP.value(LocalDateTime.parse(utc));
    assertThat(new AxisText(ZoneId.of(zone)).of(Axis.TIMESTAMP, AxisValue.of(value)))
        .isEqualTo(shown);
  }

  @Test
  void valuesWithoutAZoneAreShownAsTheyAre() {
    AxisText tokyo = new AxisText(ZoneId.of("Asia/Tokyo"));
    assertThat(tokyo.of(Axis.LOCAL_TIMESTAMP, AxisValue.of(0))).isEqualTo("1970-01-01 00:00:00");
    assertThat(tokyo.of(Axis.DATE, AxisValue.of(0))).isEqualTo("1970-01-01");
    assertThat(tokyo.of(Axis.NUMBER, AxisValue.of(42))).isEqualTo("42");
    assertThat(tokyo.of(new Range(Axis.TIMESTAMP, 0, 1_000_000)))
        .isEqualTo("[1970-01-01 09:00:00, 1970-01-01 09:00:01)");
  }
}
