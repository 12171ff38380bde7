package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.CommandLine;
import io.flarepath.cli.CommandLine.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken files, through the whole program: each is read or explained, and soon. */
@Tag("fire")
class MutatedFilesTest {

  private static final long SOON_MILLIS = 2_000;

  /** A reference that must be set, which in a test it is not. */
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{(?!\\?)");

  private static final Pattern LOCATED = Pattern.compile("(?m)^ *--> \\S*broken[^:]*:\\d+:\\d+$");
  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S+\\(|Exception\\b");

  private static final List<String> SNIPPETS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          ":",
          ": ",
          "- ",
          ",",
          "\n",
          "\n  ",
          "\t",
          "#",
          "|",
          ">",
          "&a ",
          "*a",
          "!!x ",
          "null",
          "${",
          "${X}",
          "${?X}",
          "$|",
          "$|start|",
          "$|nokey|",
          "`",
          "\\",
          "\\u12",
          "😀",
          "\ud800",
          "\u0000",
          "\uFEFF",
          "--",
          "/*",
          ";",
          "select",
          "1e999",
          "-1",
          "dataos://",
          "days",
          "=",
          "+=",
          "include ",
          "\"\"\"",
          "..",
          "(",
          ")",
          " ");

  private final Path folder;

  MutatedFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void twoThousandWorkflowsAreValidOrExplained() throws IOException {
    List<String> originals =
        List.of(text("jobs/flights-incremental.yaml"), text("jobs/flights-ingest.yaml"));
    Random random = new Random(7);
    int broken = 0;
    for (int i = 0; i < 2_000; i++) {
      String text = mutated(originals.get(i % originals.size()), random);
      Path file = write("broken.yaml", text);
      broken += check(text, "validate", file.toString());
    }
    assertThat(broken).isBetween(1_000, 1_999);
  }

  @Test
  void fiveHundredSettingsAreReadOrExplained() throws IOException {
    String original =
        text("conf/local.conf") + REQUIRED.matcher(text("conf/aws.conf")).replaceAll("\\${?");
    Random random = new Random(11);
    int broken = 0;
    for (int i = 0; i < 500; i++) {
      String text = mutated(original, random);
      Path file = write("broken.conf", text);
      broken += check(text, "validate", "jobs/flights-ingest.yaml", "--conf", file.toString());
    }
    assertThat(broken).isBetween(100, 499);
  }

  /** 1 if the file is broken. */
  private static int check(String text, String... arguments) {
    long start = System.nanoTime();
    Answer answer = CommandLine.call(arguments);
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertThat(answer.exit()).as("%s%n%s", text, answer.err()).isIn(0, 2);
    assertThat(millis).as(text).isLessThan(SOON_MILLIS);
    assertThat(STACK_TRACE.matcher(answer.err() + answer.out()).find())
        .as("%s%n%s", text, answer.err())
        .isFalse();
    if (answer.exit() == 2) {
      assertThat(LOCATED.matcher(answer.err()).find()).as("%s%n%s", text, answer.err()).isTrue();
    }
    return answer.exit() == 2 ? 1 : 0;
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  private static String mutated(String original, Random random) {
    StringBuilder text = new StringBuilder(original);
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(20));
      String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, snippet);
        case 2 -> text.replace(at, end, snippet);
        case 3 -> text.insert(at, text.substring(at, end));
        case 4 -> removeLine(text, at);
        default -> indent(text, at);
      }
    }
    return text.toString();
  }

  private static void removeLine(StringBuilder text, int at) {
    int start = text.lastIndexOf("\n", at) + 1;
    int end = text.indexOf("\n", at);
    text.delete(start, end < 0 ? text.length() : end + 1);
  }

  private static void indent(StringBuilder text, int at) {
    text.insert(text.lastIndexOf("\n", at) + 1, "  ");
  }
}
