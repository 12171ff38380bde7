package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassageTest {

  @Test
  void pointsThroughIndentation() {
    Source source = new Source("x", "sql: |\n   select a\n     from b\n");
    Passage passage = Passage.in("select a\n  from b\n", source, 7, source.text().length());

    assertThat(passage.span(0, 6)).hasToString("x:2:4");
    assertThat(passage.span(16, 17)).hasToString("x:3:11");
  }

  @Test
  void stepsOverWhatEscapesHide() {
    Source source = new Source("x", "\"\\u00e9\\nn\\U0001F680 \\\"ab\" ab");
    Passage passage = Passage.in("é\nn🚀 \"ab", source, 0, source.text().length() - 3);

    assertThat(passage.span(2, 3)).hasToString("x:1:10");
    assertThat(passage.span(6, 7).column()).as("the quote").isEqualTo(23);
    assertThat(passage.span(7, 9)).isEqualTo(new Span(source, 1, 24, 2));
  }

  @Test
  void pointsAtTheOriginalOfWhatWasReplaced() {
    Passage passage = Passage.of("x", "from ${T} where a").with(5, 9, "a_long_table");

    assertThat(passage.text()).isEqualTo("from a_long_table where a");
    assertThat(passage.span(0, 4).column()).isEqualTo(1);
    assertThat(passage.span(10, 12).column()).isEqualTo(6);
    assertThat(passage.span(18, 23))
        .isEqualTo(new Span(new Source("x", "from ${T} where a"), 1, 11, 5));
    assertThat(passage.span(24, 25).column()).isEqualTo(17);
  }

  @Test
  void mayReplaceSomethingByNothing() {
    Passage passage = Passage.of("x", "a${T}b").with(1, 5, "");

    assertThat(passage.text()).isEqualTo("ab");
    assertThat(passage.span(1, 2).column()).isEqualTo(6);
  }
}
