package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void whatMovesTheCursorOrCannotBeSeenIsWrittenOut() {
    assertThat(
            Shown.line(
                "\u001b[2J\u0007 \u007f \u009b31m \u202e \u2066 \u200b \ufeff \u2028 \u00ad"))
        .isEqualTo(
            "\\u001b[2J\\u0007 \\u007f \\u009b31m \\u202e \\u2066 \\u200b \\ufeff \\u2028 \\u00ad");
    assertThat(Shown.line("a\ud800b")).isEqualTo("a\\ud800b");
    assertThat(Shown.line(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void otherScriptsAndEmojiStayAsTheyAre() {
    String text = "注文 é e\u0301 пример 👩\u200d👧 می\u200cخواهم 🚀 ∑ € ∙";
    assertThat(Shown.cell(text)).isEqualTo(text);
    assertThat(Shown.line("pay\u200dpal")).isEqualTo("pay\\u200dpal");
  }

  @Test
  void aLineEndIsNotABackslashAndAnN() {
    assertThat(Shown.cell("a\nb")).isEqualTo("a↵b");
    assertThat(Shown.cell("a\\nb")).isEqualTo("a\\nb");
    assertThat(Shown.cell("a\tb")).isEqualTo("a⇥b");
    assertThat(Shown.cell("a↵b")).isEqualTo("a\\u21b5b");
    assertThat(Shown.cell("\\u001b")).isEqualTo("\\u005cu001b");
    assertThat(Shown.lines("a\r\nb\rc\td")).isEqualTo("a\nb\\u000dc    d");
  }

  @Test
  void aLongValueIsCutWithItsLength() {
    String shown =
        Shown.sentence("`k` = `" + "x".repeat(2_000_000) + "` in `t` is not " + "y".repeat(9_000));
    assertThat(shown)
        .hasSizeLessThan(2_100)
        .startsWith("`k` = `" + "x".repeat(200) + "…` (2,000,000 characters) in `t` is not yyy")
        .matches("(?s).*y… \\([0-9,]+ characters\\)");
  }

  @Test
  void aLongReasonIsCutWithTheNumberOfItsLines() {
    String shown = Shown.reason("line\n".repeat(1_000) + "z".repeat(10_000));
    assertThat(shown).endsWith("line\n… (961 more lines)").hasLineCount(41);
  }

  @Test
  void aCutNeverSplitsAPair() {
    assertThat(Shown.cut("🚀".repeat(3_000))).startsWith("🚀").contains("🚀… (6,000 characters)");
    assertThat(Shown.cut("a" + "🚀".repeat(3_000))).contains("🚀… (6,001 characters)");
    assertThat(Shown.fitted("注文注文", 4)).isEqualTo("注…");
  }

  @Property
  void nothingRawIsLeftAndOnlyLineEndsOfLinesStay(@ForAll("anything") String text) {
    assertThat(Shown.lines(text)).matches(ShownTest::isHarmless);
    for (String shown : new String[] {Shown.line(text), Shown.cell(text), Shown.sentence(text)}) {
      assertThat(shown).matches(ShownTest::isHarmless).doesNotContain("\n");
    }
  }

  @Property
  void whatIsShownIsShownAgainInTheSameWay(@ForAll("anything") String text) {
    assertThat(Shown.lines(Shown.lines(text))).isEqualTo(Shown.lines(text));
    assertThat(Shown.lines(Shown.cell(text))).isEqualTo(Shown.cell(text));
    assertThat(Shown.line(Shown.cell(text))).isEqualTo(Shown.cell(text));
  }

  @Property
  void differentCellsLookDifferent(@ForAll("anything") String one, @ForAll("anything") String two) {
    assertThat(Shown.cell(one).equals(Shown.cell(two))).isEqualTo(one.equals(two));
  }

  @Property
  void whatIsFittedFits(@ForAll("anything") String text) {
    assertThat(Shown.width(Shown.fitted(Shown.cell(text), 8))).isLessThanOrEqualTo(8);
  }

  @Provide
  static Arbitrary<String> anything() {
    Arbitrary<Character> nasty =
        Arbitraries.of(
            '\u001b', '\u0000', '\n', '\r', '\t', '\u007f', '\u0085', '\u009b', '\u202e', '\u2066',
            '\u2028', '\u200b', '\u200d', '\ufeff', '\ud83d', '\ude80', '\\', 'u', '0', '1', 'b',
            'a', 'n', '↵', '⇥', '注', '\u0301', ' ', '`');
    return Arbitraries.oneOf(
        nasty.list().ofMaxSize(12).map(ShownTest::text), Arbitraries.strings().ofMaxLength(30));
  }

  private static String text(Iterable<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  /** Whether a terminal does nothing but show it. */
  static boolean isHarmless(String shown) {
    return shown
        .codePoints()
        .allMatch(
            c ->
                c == '\n'
                    || c == 0x200C
                    || c == 0x200D
                    || (!Character.isISOControl(c)
                        && !(c >= 0x202A && c <= 0x202E)
                        && !(c >= 0x2066 && c <= 0x2069)
                        && !(c >= 0x200B && c <= 0x200F)
                        && c != 0x2028
                        && c != 0x2029
                        && c != 0xFEFF
                        && !(c >= 0xD800 && c <= 0xDFFF)));
  }
}
