package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files are renewed with {@code -Dflarepath.renew=true}. */
class HelpTextTest {

  private static final Path GOLDEN = Path.of("src/test/resources/io/flarepath/cli");

  static Stream<Optional<Verb>> topics() {
    return Stream.of(Optional.empty(), Optional.of(Verb.RUN), Optional.of(Verb.STATE_SHOW));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void theTextIsAsItWasAgreed(Optional<Verb> topic) throws IOException {
    String name = topic.map(verb -> verb.words().replace(' ', '-')).orElse("overview");
    Path golden = GOLDEN.resolve("help-" + name + ".golden.txt");
    if (Boolean.getBoolean("flarepath.renew")) {
      Files.writeString(golden, HelpText.about(topic));
    }
    assertThat(HelpText.about(topic)).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyCommandNamesItselfAndEachOfItsOptions(Verb verb) {
    String help = HelpText.about(Optional.of(verb));
    assertThat(help).contains("Usage: " + verb.usage());
    Arrays.stream(CommandOption.values())
        .filter(choice -> choice.matters(verb) && choice != CommandOption.VERSION)
        .forEach(choice -> assertThat(help).contains(choice.toString()));
  }

  @Test
  void optionsThatMakeNoDifferenceToACommandAreNotListed() {
    assertThat(HelpText.about(Optional.of(Verb.EXPLAIN)))
        .endsWith(
            """

            Common options:
                  --json                 Print JSON
                  --color WHEN           auto (default), always or never
              -h, --help                 Show help about the command
            """);
    assertThat(HelpText.about(Optional.of(Verb.SCHEMA)))
        .contains("--color", "--help")
        .doesNotContain("--json", "--conf", "--execution-time", "--verbose");
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void theOverviewNamesEveryCommand(Verb verb) {
    assertThat(HelpText.about(Optional.empty())).containsPattern("(?m)^  " + verb.words() + "\\b");
  }

  @Test
  void theOverviewNamesEveryExitCode() {
    String help = HelpText.about(Optional.empty());
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).containsPattern("(?m)^ +" + code.number() + "  \\S");
    }
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void noLineIsLongerThanATerminalIsWide(Verb verb) {
    assertThat((HelpText.about(Optional.of(verb)) + HelpText.about(Optional.empty())).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void headingsCanBeBoldAndNothingElseChanges() {
    String plain = HelpText.about(Optional.of(Verb.RUN));
    String bold = HelpText.bold(plain);
    assertThat(bold).contains("\u001b[1mOptions\u001b[0m:").contains("\u001b[1mUsage\u001b[0m:");
    assertThat(bold.replaceAll("\u001b\\[[01]m", "")).isEqualTo(plain);
  }
}
