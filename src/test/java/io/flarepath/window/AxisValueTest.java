package io.flarepath.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.window.AxisValue.Decimal;
import io.flarepath.window.AxisValue.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AxisValueTest {

  @Property
  void nothingLiesBetweenATextAndTheOneAfterIt(@ForAll String text, @ForAll String other) {
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(text + other));
    AxisValue value = new Text(text);
    AxisValue after = value.next();
    AxisValue any = new Text(other);
    assertThat(value.compareTo(after)).isNegative();
    assertThat(any.compareTo(value) > 0).isEqualTo(any.compareTo(after) >= 0);
  }

  /** Java compares the halves of pairs, and Spark bytes. */
  @Test
  void textIsOrderedByItsBytes() {
    AxisValue high = new Text("\uD83D\uDE00");
    AxisValue last = new Text("\uFFFD");
    assertThat(high.compareTo(last)).isPositive();
    assertThat("\uD83D\uDE00".compareTo("\uFFFD")).isNegative();
  }

  @Test
  void aDecimalIsFollowedByTheNextOfItsScale() {
    assertThat(new Decimal(new BigDecimal("1.09")).next())
        .isEqualTo(new Decimal(new BigDecimal("1.10")));
    assertThat(new Decimal(new BigDecimal("99999999999999999999999999999999999999")).next())
        .isEqualTo(new Decimal(new BigDecimal("100000000000000000000000000000000000000")));
    assertThat(AxisValue.of(7).next()).isEqualTo(AxisValue.of(8));
  }

  @Test
  void peopleReadTextAsItIs() {
    Range range = Bounds.OPEN_CLOSED.range(Axis.TEXT, new Text("2024-01-01"), new Text("b"));
    assertThat(range).hasToString("[2024-01-01, b)");
    assertThat(Axis.DECIMAL.text(new Decimal(new BigDecimal("1E+3")))).isEqualTo("1000");
  }

  @Test
  void valuesOfTwoAxesAreNotCompared() {
    AxisValue text = new Text("7");
    assertThatThrownBy(() -> text.compareTo(AxisValue.of(7)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(text::step).isInstanceOf(IllegalArgumentException.class);
  }
}
