package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDateTest {

  @ParameterizedTest
  @CsvSource({
    "2024-01-31, 2024-02-01T00:00, 2024-01-31T00:00",
    "20240131, 2024-02-01T00:00, 2024-01-31T00:00",
    "2024/01/31, 2024-02-01T00:00, 2024-01-31T00:00",
    "2024-01, 2024-02-01T00:00, 2024-01-01T00:00",
    "202412, 2025-01-01T00:00, 2024-12-01T00:00",
    "2024-01-31 07, 2024-01-31T08:00, 2024-01-31T07:00",
    "2024-01-31-07, 2024-01-31T08:00, 2024-01-31T07:00",
    "2024013107, 2024-01-31T08:00, 2024-01-31T07:00",
    "2024-01-31T07:30, 2024-01-31T07:31, 2024-01-31T07:30",
    "2024-01-31 07:30:15, 2024-01-31T07:30:15, 2024-01-31T07:30:15",
    "2024-01-31T07:30:15.250, 2024-01-31T07:30:15, 2024-01-31T07:30:15",
  })
  void aTextIsCompleteWhenAllOfItIsOver(
      String text, LocalDateTime included, LocalDateTime excluded) {
    TextDate date = TextDate.of(text).orElseThrow();
    assertThat(date.complete(true)).isEqualTo(included);
    assertThat(date.complete(false)).isEqualTo(excluded);
  }

  @Test
  void digitsAloneMayBeANumber() {
    assertThat(TextDate.of("20240131").orElseThrow().isSure()).isFalse();
    assertThat(TextDate.of("2024-01").orElseThrow().isSure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "42",
        "2024",
        "20241",
        "2024-13",
        "2024-02-30",
        "2024-1-5",
        "31-01-2024",
        "2024-01-31x",
        "2024-01/31",
        "2024-01-31 25",
        "01HZX3"
      })
  void otherTextIsNoDate(String text) {
    assertThat(TextDate.of(text)).isEmpty();
  }
}
