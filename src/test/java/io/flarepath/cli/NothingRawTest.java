package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Source;
import io.flarepath.report.Json;
import io.flarepath.report.TableText;
import io.flarepath.secret.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any text in any place: a terminal gets nothing but lines, and colours of our own. */
class NothingRawTest {

  private static final Pattern OUR_COLOURS = Pattern.compile("\u001b\\[(0|1|1;3[1346])m");
  private static final Pattern OUR_ERASING = Pattern.compile("\r\u001b\\[K");
  private static final Pattern RAW =
      Pattern.compile(
          "[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\uFEFF\\x{D800}-\\x{DFFF}]");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Property
  void noTextReachesTheTerminalRaw(@ForAll("anything") String text, @ForAll ColorMode color)
      throws IOException {
    out.reset();
    err.reset();
    Terminal terminal = terminal(color, new Vault());
    Voice voice = new Voice(terminal, globals(), new Vault());
    voice.tell(
        List.of(
            Diagnostic.error(Code.BUG, text)
                .at(new Source(text, text + "\n" + text).span(text.length() / 2, 3))
                .label(text)
                .because(text)
                .because("a\n" + text)
                .help(text)));
    voice.say(text);
    voice.print(text);
    voice.printAll(TableText.fitted(List.of(text, "b"), List.of(List.of(text, text)), 40));
    voice.document(Json.stopped("run", List.of(Diagnostic.error(Code.BUG, text))));
    terminal.print(text);
    terminal.say(text);
    terminal.help(text);
    terminal.progress(text);
    for (ByteArrayOutputStream stream : List.of(out, err)) {
      String shown =
          OUR_ERASING
              .matcher(OUR_COLOURS.matcher(stream.toString(StandardCharsets.UTF_8)).replaceAll(""))
              .replaceAll("");
      assertThat(RAW.matcher(shown).results().map(found -> (int) shown.charAt(found.start())))
          .as(shown)
          .isEmpty();
    }
  }

  @Property
  void oneLineStaysOneLine(@ForAll("anything") String text) {
    out.reset();
    err.reset();
    Voice voice = new Voice(terminal(ColorMode.NEVER, new Vault()), globals(), new Vault());
    voice.print(text);
    voice.say(text);
    assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1);
  }

  @Property
  void aTableHasALineForEachRow(
      @ForAll("anything") String one,
      @ForAll("anything") String two,
      @ForAll("anything") String head) {
    List<List<String>> rows = List.of(List.of(one, two), List.of(two, one), List.of("1", "2"));
    for (String table :
        List.of(
            TableText.of(List.of(head, "b"), rows),
            TableText.fitted(List.of(head, "b"), rows, 30))) {
      assertThat(table.split("\n", -1)).hasSize(5);
    }
  }

  @Property
  void jsonKeepsEveryValue(@ForAll("anything") String text) throws IOException {
    out.reset();
    Terminal terminal = terminal(ColorMode.NEVER, new Vault());
    terminal.document(Json.texts("x", Map.of("text", text)));
    String printed = out.toString(StandardCharsets.UTF_8);
    JsonNode document = new ObjectMapper().readTree(printed);
    assertThat(document.path("text").asText()).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(ColorMode.class)
  void whatIsEndlessIsCut(ColorMode color) {
    String endless = "x".repeat(2_000_000);
    Voice voice = new Voice(terminal(color, new Vault()), globals(), new Vault());
    voice.tell(
        List.of(
            Diagnostic.error(Code.BUG, "the state `" + endless + "` is wrong")
                .label(endless)
                .because("reason\n" + (endless + "\n").repeat(3) + "y\n".repeat(10_000))
                .help(endless)));
    voice.say("s = " + endless);
    voice.print("s = " + endless);
    assertThat(out.size() + err.size()).isLessThan(20_000);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("…` (2,000,000 characters) is wrong", "… (9,964 more lines)");
  }

  @Test
  void aForgedErrorDoesNotLookLikeOne() {
    Voice voice = new Voice(terminal(ColorMode.ALWAYS, new Vault()), globals(), new Vault());
    voice.tell(
        List.of(
            Diagnostic.error(Code.BUG, "no table `a\nerror[FP1234]: b`")
                .because("c\nerror[FP1234]: d")));
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .noneMatch(line -> line.startsWith("error[FP1234]"));
  }

  @Test
  void secretsAreNeitherInWordsNorInLinesNorInDocuments() {
    Vault vault = new Vault();
    vault.learn(Set.of("hunter2", "false", "12345"));
    Terminal terminal = terminal(ColorMode.NEVER, vault);
    terminal.tell(
        Diagnostic.error(Code.BUG, "no `hunter2`")
            .at(new Source("hunter2.yaml", "a: hunter2 b").span(11, 1))
            .label("hunter2"));
    terminal.document(
        "{\"valid\":false,\"rows\":12345,\"a\":\"is hunter2\",\"hunter2\":\"\\u0068unter2\",\"b\":\"12345\"}");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("no `***`", "***.yaml:1:12", "1 | a: ******* b\n", "  |            ^ ***")
        .doesNotContain("hunter2");
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"valid\":false,\"rows\":12345,\"a\":\"is ***\",\"***\":\"***\",\"b\":\"***\"}");
  }

  @Provide
  static Arbitrary<String> anything() {
    Arbitrary<Character> nasty =
        Arbitraries.of(
            '\u001b', '[', '3', '1', 'm', '\u0000', '\n', '\r', '\t', '\u007f', '\u0085', '\u009b',
            '\u202e', '\u2066', '\u2028', '\u200b', '\ufeff', '\ud83d', '\ude80', '\\', '"', 'u',
            'a', 'n', '↵', '注', '\u0301', ' ', '`');
    return Arbitraries.oneOf(
        nasty.list().ofMaxSize(12).map(NothingRawTest::text),
        Arbitraries.strings().ofMaxLength(30));
  }

  private static String text(Iterable<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private Terminal terminal(ColorMode color, Vault vault) {
    return Terminal.on(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            color,
            Map.of("FLAREPATH_STDERR_IS_TERMINAL", "yes"))
        .keeping(vault);
  }

  private static Globals globals() {
    return new Globals(
        List.of(), false, ColorMode.AUTO, false, false, false, false, Optional.empty());
  }
}
