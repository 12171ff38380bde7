package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextRendererTest {

  private final TextRenderer renderer = TextRenderer.plain();

  @Test
  void showsThePlaceTheReasonsAndTheAdvice() {
    Source source = new Source("jobs/a.yaml", "name: a\nworkflow:\n  dga: []\n");
    Diagnostic diagnostic =
        Diagnostic.error(Code.UNKNOWN_KEY, "unknown key `dga`")
            .at(source.span(20, 3))
            .label("here")
            .because("nobody knows it")
            .help("did you mean `dag`?");

    assertThat(renderer.render(diagnostic))
        .isEqualTo(
            """
            error[FP1203]: unknown key `dga`
             --> jobs/a.yaml:3:3
              |
            3 |   dga: []
              |   ^^^ here
              = note: nobody knows it
              = help: did you mean `dag`?
            """);
  }

  @Test
  void showsWhatHasNoPlace() {
    Diagnostic diagnostic =
        Diagnostic.warning(Code.UNSAFE_CATALOG, "a catalog that can lose commits")
            .because("it renames files")
            .help("use one of:\njdbc\nrest");

    assertThat(renderer.render(diagnostic))
        .isEqualTo(
            """
            warning[FP2006]: a catalog that can lose commits
              = note: it renames files
              = help: use one of:
                      jdbc
                      rest
            """);
  }

  @Test
  void putsAnEmptyLineBetweenTwo() {
    Diagnostic note = Diagnostic.note(Code.DEFAULT_SAVE_MODE, "no saveMode");

    assertThat(renderer.render(List.of(note, note)))
        .isEqualTo("note[FP1314]: no saveMode\n\nnote[FP1314]: no saveMode\n");
    assertThat(renderer.render(List.of())).isEmpty();
  }

  @Test
  void marksTheRightPlaceAfterTabsAndWideLetters() {
    assertThat(mark("\tab", 1, 1)).containsExactly("1 |     ab", "  |     ^");
    assertThat(mark("注文 ab", 3, 2)).containsExactly("1 | 注文 ab", "  |      ^^");
    assertThat(mark("注文 ab", 0, 2)).containsExactly("1 | 注文 ab", "  | ^^^^");
    assertThat(mark("🚀 a", 3, 1)).containsExactly("1 | 🚀 a", "  |    ^");
    assertThat(mark("e\u0301 a", 3, 1)).containsExactly("1 | e\u0301 a", "  |   ^");
    assertThat(mark("a\u0007b", 2, 1)).containsExactly("1 | a\\u0007b", "  |        ^");
  }

  @Test
  void marksThePlaceAfterTheEnd() {
    assertThat(mark("ab", 2, 1)).containsExactly("1 | ab", "  |   ^");
    assertThat(mark("", 0, 1)).containsExactly("1 |", "  | ^");
  }

  @Test
  void cutsLongLinesAroundTheMark() {
    String line = "a".repeat(500) + "MARK" + "b".repeat(500);

    List<String> shown = mark(line, 500, 4);

    assertThat(shown.get(0)).hasSizeLessThan(120).startsWith("1 | …aaa").endsWith("bbb…");
    int caret = shown.get(1).indexOf("^^^^");
    assertThat(shown.get(0).substring(caret)).startsWith("MARK");
    assertThat(shown.get(1)).endsWith("^^^^").doesNotEndWith("^^^^^");
  }

  @Test
  void cutsAMarkThatIsLongerThanTheLine() {
    List<String> shown = mark("a".repeat(500), 0, 500);

    assertThat(shown).allMatch(text -> text.length() < 120);
  }

  @Test
  void coloursOnlyWhenAsked() {
    Diagnostic diagnostic =
        Diagnostic.error(Code.BUG, "a bug").at(new Source("x", "y").span(0, 1)).help("report it");

    String coloured = TextRenderer.coloured().render(diagnostic);

    assertThat(renderer.render(diagnostic)).doesNotContain("\u001b");
    assertThat(coloured).contains("\u001b[1;31merror[FP9001]\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(renderer.render(diagnostic));
  }

  private List<String> mark(String line, int from, int length) {
    Span span = new Source("x", line).span(from, length);
    return renderer.render(Diagnostic.error(Code.BUG, "m").at(span)).lines().skip(3).toList();
  }
}
