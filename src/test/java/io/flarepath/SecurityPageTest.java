package io.flarepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about security promises nothing without a test. */
class SecurityPageTest {

  private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

  @Test
  void everyPromiseNamesTestsThatExist() throws IOException {
    List<String> lines =
        Files.readString(Path.of("docs/security.md"))
            .lines()
            .dropWhile(line -> !line.equals("## What is tested"))
            .takeWhile(line -> !line.equals("## What is not covered"))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| promise"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(15);
    Set<String> tests = tests();
    for (String line : lines) {
      List<String> named =
          NAMED
              .matcher(line.substring(line.lastIndexOf('|', line.length() - 2)))
              .results()
              .map((MatchResult found) -> found.group(1))
              .toList();
      assertThat(named).as(line).isNotEmpty().allSatisfy(name -> assertThat(tests).contains(name));
    }
  }

  private static Set<String> tests() throws IOException {
    return Stream.concat(files("src/test/java"), files(".ci"))
        .map(path -> path.replaceFirst("^src/test/java/io/flarepath/", ""))
        .map(path -> path.replaceFirst("\\.java$", ""))
        .flatMap(
            name ->
                Stream.of(name, name.replace('/', '.'), name.substring(name.lastIndexOf('/') + 1)))
        .collect(Collectors.toSet());
  }

  private static Stream<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.map(Path::toString).toList().stream();
    }
  }
}
