package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Whatever a file holds, the reader answers soon, with located problems and without an exception.
 */
class RobustnessTest {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final String valid = Golden.text("workflows/orders.yaml");

  @Test
  void survivesFiveHundredMutations() {
    int broken = 0;
    for (int seed = 0; seed < 500; seed++) {
      String text = mutated(new Random(seed));
      broken += check("seed " + seed, text) ? 0 : 1;
    }
    assertThat(broken).as("most mutations break something").isGreaterThan(250);
  }

  @Test
  void survivesRandomBytes() {
    for (int seed = 0; seed < 500; seed++) {
      byte[] bytes = new byte[new Random(seed).nextInt(400)];
      new Random(seed).nextBytes(bytes);
      boolean isFine =
          check("seed " + seed, new String(bytes, StandardCharsets.ISO_8859_1))
              || check("seed " + seed, new String(bytes, StandardCharsets.UTF_8));
      assertThat(isFine).isFalse();
    }
  }

  @Test
  void survivesRandomStructure() {
    String[] tokens = {
      "[",
      "]",
      "{",
      "}",
      ":",
      ": ",
      "- ",
      "\n",
      "\n  ",
      "? ",
      "&a ",
      "*a",
      "<<: ",
      "|\n",
      ">",
      "\"",
      "'",
      "#",
      "!",
      "%",
      "---\n",
      "...\n",
      "\t",
      "\r",
      "name",
      "workflow",
      "dag",
      "$|x|",
      "${X}",
      "\uFEFF",
      "\u2028",
      "🚀",
      "\ud800",
      ",",
      "~",
      "spec",
      "stack",
      "flare"
    };
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        text.append(tokens[random.nextInt(tokens.length)]);
      }
      assertThat(check("seed " + seed, text.toString())).isFalse();
    }
  }

  @Test
  void survivesWhatIsDeepOrLarge() {
    List<String> texts =
        List.of(
            "[".repeat(200_000),
            "{a: ".repeat(100_000),
            "- ".repeat(100_000),
            "? ".repeat(100_000),
            "a: &a ".repeat(50_000),
            "\"" + "\\u00e9".repeat(200_000),
            "workflow: \"" + "\\u00e9".repeat(200_000) + "\"",
            "workflow: {" + "a: 1, ".repeat(30_000) + "}",
            "workflow: [" + "a, ".repeat(90_000) + "]",
            "x".repeat(3_000_000),
            "key: |\n" + "  select 1\n".repeat(100_000),
            "workflow: " + "${X}".repeat(5_000),
            "\t".repeat(100_000) + "a: b",
            "a: b\n" + "\tc: d\n".repeat(20_000));
    for (String text : texts) {
      String name = text.substring(0, 10) + "… " + text.length();
      assertThat(check(name, text)).as(name).isFalse();
    }
  }

  /** Whether the text was read without an error. */
  private static boolean check(String name, String text) {
    Problems problems = new Problems();
    List<Workflow> workflow = new ArrayList<>();
    Executable reading =
        () -> {
          Optional<Workflow> read =
              new WorkflowReader(Map.of()).read(new Source("x.yaml", text), problems);
          read.ifPresent(workflow::add);
        };
    Assertions.assertTimeout(SOON, reading, name);
    assertThat(problems.all()).as(name).allMatch(problem -> problem.place().isPresent());
    assertThat(TextRenderer.plain().render(problems.all().stream().limit(10).toList()))
        .as(name)
        .hasSizeLessThan(20_000);
    assertThat(workflow.isEmpty() && !problems.hasErrors()).as(name + ": neither").isFalse();
    return problems.all().stream().noneMatch(Diagnostic::isError);
  }

  private String mutated(Random random) {
    StringBuilder text = new StringBuilder(valid);
    for (int times = 1 + random.nextInt(3); times > 0 && text.length() > 100; times--) {
      mutate(text, random);
    }
    return text.toString();
  }

  private static void mutate(StringBuilder text, Random random) {
    int at = random.nextInt(text.length() - 50);
    int length = 1 + random.nextInt(40);
    switch (random.nextInt(8)) {
      case 0 -> text.delete(at, at + length);
      case 1 -> text.insert(at, text.substring(at, at + length));
      case 2 -> text.setLength(at + 20);
      case 3 -> text.insert(at, (char) random.nextInt(0x3000));
      case 4 -> text.replace(at, at + 1, "\t");
      case 5 -> retype(text, at, random);
      case 6 -> misspell(text, at);
      default -> doubleLine(text, at);
    }
  }

  private static void retype(StringBuilder text, int at, Random random) {
    int colon = text.indexOf(": ", at);
    if (colon > 0 && text.indexOf("\n", colon) > 0) {
      String[] values = {"[1, 2]", "{a: 1}", "null", "12", "true", "''", "*x", "- 1", "@"};
      text.replace(colon + 2, text.indexOf("\n", colon), values[random.nextInt(values.length)]);
    }
  }

  private static void misspell(StringBuilder text, int at) {
    int colon = text.indexOf(":", at);
    if (colon > 1) {
      text.deleteCharAt(colon - 1);
    }
  }

  private static void doubleLine(StringBuilder text, int at) {
    int start = text.indexOf("\n", at) + 1;
    int end = text.indexOf("\n", start) + 1;
    if (start > 0 && end > start) {
      text.insert(end, text.substring(start, end));
    }
  }
}
