package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SourceTest {

  @Test
  void knowsItsLinesWithEachKindOfEnd() {
    Source source = new Source("x", "a\nb\r\nc\rd");

    assertThat(source.line(1)).isEqualTo("a");
    assertThat(source.line(2)).isEqualTo("b");
    assertThat(source.line(3)).isEqualTo("c");
    assertThat(source.line(4)).isEqualTo("d");
    assertThat(source.line(5)).isEmpty();
    assertThat(source.line(0)).isEmpty();
    assertThat(source.span(7, 1)).isEqualTo(new Span(source, 4, 1, 1));
  }

  @Test
  void keepsAnEmptyLineEmpty() {
    assertThat(new Source("x", "a\n\n\nb").line(3)).isEmpty();
    assertThat(new Source("x", "").line(1)).isEmpty();
    assertThat(new Source("x", "").span(5, 5)).hasToString("x:1:1");
  }

  @Property
  void everyCharacterStandsWhereItsSpanSays(
      @ForAll @StringLength(max = 40) @Chars({'\n', '\r', ' '}) @CharRange(from = 'a', to = 'c')
          String text) {
    Source source = new Source("x", text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        Span span = source.span(i, 1);
        assertThat(source.line(span.line()).charAt(span.column() - 1)).isEqualTo(text.charAt(i));
      }
    }
  }
}
