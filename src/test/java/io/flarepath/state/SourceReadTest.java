package io.flarepath.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceReadTest {

  @Test
  void whatIsKeptIsReadBack() {
    SourceRead read =
        new SourceRead(
            "orders",
            8_341_075_930_741L,
            new PublishedWindow(new Range(Axis.NUMBER, 10, 20), Optional.of("odd;name")));
    assertThat(read.entry().getKey()).isEqualTo("flarepath.read.orders");
    assertThat(read.entry().getValue()).isEqualTo("8341075930741;v2;number;10;20;odd;name");
    assertThat(SourceRead.of(Map.ofEntries(read.entry())))
        .containsExactly(Map.entry("orders", read));
  }

  @Test
  void whatIsOfAnotherFormIsNoRead() {
    assertThat(
            SourceRead.of(
                Map.of(
                    "flarepath.read.a", "now;v2;number;10;20;at",
                    "flarepath.read.b", "12;v9;number;10;20;at",
                    "flarepath.read.c", "12",
                    "flarepath.read.d", "99999999999999999999;v2;number;10;20;at",
                    "flarepath.window", "v2;number;10;20;at")))
        .isEmpty();
  }
}
