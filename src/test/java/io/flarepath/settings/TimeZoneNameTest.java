package io.flarepath.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZoneNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Z",
        "Asia/Kolkata",
        "US/Pacific",
        "PST",
        "EST",
        "CET",
        "+08:00",
        "+8:00",
        "+08:0",
        "-3:5",
        "GMT+8",
        "GMT+8:30",
        "UTC+8",
        "UT-03:00",
        "+08:00:30"
      })
  void aNameIsReadAsSparkReadsIt(String name) {
    assertThat(TimeZoneName.zone(name)).hasValue(DateTimeUtils.getZoneId(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " UTC", "Europe/Berln", "europe/berlin", "+25:00", "XST", "GMT 8"})
  void whatIsNoNameForSparkIsNoneHere(String name) {
    assertThat(TimeZoneName.zone(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTC", "Z", "PST", "EST", "+08:00", "GMT+8", "UTC+8", "UT-03:30", "Europe/Berlin"})
  void javaTakesAZoneByTheNameThatItGetsForTheSame(String name) {
    ZoneId zone = TimeZoneName.zone(name).orElseThrow();
    TimeZone java = TimeZone.getTimeZone(TimeZoneName.ofJava(zone).getID());
    for (String day : new String[] {"2024-01-01T00:00:00Z", "2024-07-01T00:00:00Z"}) {
      Instant instant = Instant.parse(day);
      assertThat(java.getOffset(instant.toEpochMilli()))
          .isEqualTo(zone.getRules().getOffset(instant).getTotalSeconds() * 1000);
    }
  }

  @Test
  void anOffsetKeepsItsSignForJava() {
    assertThat(TimeZoneName.ofJava(ZoneId.of("UTC+8")).getID()).isEqualTo("GMT+08:00");
  }
}
