package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the scripts repeat of the build must stay the same. */
class LaunchScriptTest {

  private static final Pattern JAVA_OPTION =
      Pattern.compile("--add-opens=\\S+ALL-UNNAMED|-Djdk\\.reflect\\.\\S+=false");

  @Test
  void theLauncherOpensToSparkWhatTheBuildOpens() throws IOException {
    assertThat(options(Path.of("scripts/flarepath")))
        .hasSize(14)
        .isEqualTo(options(Path.of("pom.xml")));
  }

  @Test
  void theLauncherKnowsWhichOptionsTakeAValue() throws IOException {
    String script = Files.readString(Path.of("scripts/flarepath"));
    List<String> words =
        script
            .lines()
            .filter(line -> line.endsWith("skip=yes ;;"))
            .flatMap(line -> Arrays.stream(line.split("[ |)]+", -1)))
            .filter(word -> word.startsWith("-"))
            .toList();
    List<String> expected =
        Arrays.stream(CommandOption.values())
            .filter(CommandOption::takesValue)
            .flatMap(
                choice ->
                    choice.letter().isEmpty()
                        ? List.of(choice.toString()).stream()
                        : List.of(choice.toString(), "-" + choice.letter()).stream())
            .toList();
    assertThat(words).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> options(Path file) throws IOException {
    return JAVA_OPTION.matcher(Files.readString(file)).results().map(m -> m.group()).toList();
  }
}
