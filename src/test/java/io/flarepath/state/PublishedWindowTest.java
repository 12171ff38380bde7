package io.flarepath.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Bounds;
import io.flarepath.window.Range;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedWindowTest {

  @Property
  void whatIsWrittenIsReadAgain(
      @ForAll Axis axis,
      @ForAll @LongRange(min = -2_000_000, max = 2_000_000) long start,
      @ForAll @LongRange(min = 0, max = 1_000_000) long length,
      @ForAll String column) {
    Assume.that(axis.hasSteps());
    PublishedWindow window =
        new PublishedWindow(
            new Range(axis, start, start + length),
            Optional.of(column).filter(name -> !name.isEmpty()));
    assertThat(PublishedWindow.parse(window.text())).contains(window);
  }

  /** Text may hold the separator, and ends with a character that no text has. */
  @Property
  void textAndDecimalsAreReadAgain(@ForAll String one, @ForAll String other) {
    AxisValue.Text first = new AxisValue.Text(one);
    AxisValue.Text second = new AxisValue.Text(other);
    boolean isOrdered = first.compareTo(second) <= 0;
    Range texts =
        Bounds.OPEN_CLOSED.range(Axis.TEXT, isOrdered ? first : second, isOrdered ? second : first);
    PublishedWindow window = new PublishedWindow(texts, Optional.of("a;b"));
    // Half of a pair of characters is none, and cannot be written in UTF-8.
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(one + other));
    assertThat(PublishedWindow.parse(window.text())).contains(window);
    Range numbers =
        new Range(
            Axis.DECIMAL,
            new AxisValue.Decimal(new BigDecimal("-0.10")),
            new AxisValue.Decimal(new BigDecimal("99999999999999999999999999999999999999")));
    PublishedWindow decimals = new PublishedWindow(numbers, Optional.of("id"));
    assertThat(decimals.text())
        .isEqualTo("v2;decimal;-0.10;99999999999999999999999999999999999999;id");
    assertThat(PublishedWindow.parse(decimals.text())).contains(decimals);
  }

  @Test
  void itTellsInstantsFromWallClockTimes() {
    Range micros = new Range(Axis.TIMESTAMP, 1, 1_000_001);
    assertThat(new PublishedWindow(micros, Optional.of("at")).text())
        .isEqualTo("v2;timestamp;1970-01-01T00:00:00.000001Z;1970-01-01T00:00:01.000001Z;at");
    Range local = new Range(Axis.LOCAL_TIMESTAMP, 0, 1_000_000);
    assertThat(new PublishedWindow(local, Optional.of("a;b")).text())
        .isEqualTo("v2;local_timestamp;1970-01-01T00:00:00;1970-01-01T00:00:01;a;b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2024-01-02 00:00:00.000001, 2024-01-03 00:00:00.000001) | TIMESTAMP | 1704153600000001",
        "[2024-01-02 00:00:00, 2024-01-03 00:00:00)               | TIMESTAMP | 1704153600000000",
        "[2024-01-02, 2024-01-03)                                 | DATE      | 19724",
        "[-3, 6)                                                  | NUMBER    | -3",
      })
  void whatWasWrittenBeforeThereWasAVersionIsReadToo(String text, Axis axis, long start) {
    assertThat(PublishedWindow.of(Map.of(SummaryNames.WINDOW, text)))
        .hasValueSatisfying(
            window -> {
              assertThat(window.range().axis()).isEqualTo(axis);
              assertThat(window.range().start()).isEqualTo(AxisValue.of(start));
              assertThat(window.column()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v3;timestamp;1970-01-01T00:00:00Z;1970-01-02T00:00:00Z;at",
        "v2;century;1;2;at",
        "v2;number;2;1;at",
        "v2;number;1;2",
        "v2;date;yesterday;today;at",
        "[1, 2",
        "[1)",
        "[x, y)",
        "(1, 2]",
      })
  void anythingElseIsNoWindow(String text) {
    assertThat(PublishedWindow.of(Map.of(SummaryNames.WINDOW, text))).isEmpty();
    assertThat(PublishedWindow.of(Map.of())).isEmpty();
  }
}
