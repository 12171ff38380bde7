package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodePagesTest {

  /** Numbers that once had a meaning. They get no other: somebody may still look them up. */
  private static final Set<String> RETIRED = Set.of("FP1319", "FP1320");

  private static final Pattern NUMBER = Pattern.compile("FP\\d{4}");
  private static final Pattern USE = Pattern.compile("\\bCode\\.([A-Z_]+)\\b");

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasAPageOfOneForm(Code code) {
    String page = CodePages.page(code).orElse("");
    assertThat(page).startsWith("# " + code.number() + ": " + code.title() + "\n\n");
    assertThat(page).containsPattern("\n\n(Wrong|Example):\n\n    ");
    assertThat(page).containsSubsequence("\n\nWhy: ", "\n\nWhat to do: ");
    assertThat(page.lines().count()).isBetween(10L, 25L);
    assertThat(page.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(page).endsWith("\n").doesNotContain("\t", "TODO", "\r", " \n");
  }

  @Test
  void everyPageHasACode() throws IOException {
    try (Stream<Path> pages = Files.list(Path.of("src/main/resources/io/flarepath/codes"))) {
      Set<String> names =
          pages.map(page -> page.getFileName().toString()).collect(Collectors.toSet());
      assertThat(names)
          .isEqualTo(
              Arrays.stream(Code.values())
                  .map(code -> code.number() + ".md")
                  .collect(Collectors.toSet()));
    }
  }

  @Test
  void everyCodeThatAPageMentionsExists() {
    for (Code code : Code.values()) {
      String page = CodePages.page(code).orElse("");
      NUMBER
          .matcher(page)
          .results()
          .map(MatchResult::group)
          // The page about codes that do not exist shows one.
          .filter(number -> code != Code.UNKNOWN_CODE || !number.equals("FP1230"))
          .forEach(number -> assertThat(Code.of(number)).as(number).isPresent());
    }
  }

  @Test
  void numbersAndTitlesAreUnique() {
    assertThat(Arrays.stream(Code.values()).map(Code::number)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Code.values()).map(Code::title)).doesNotHaveDuplicates();
  }

  @Test
  void aNumberIsNeverUsedAgain() {
    assertThat(Arrays.stream(Code.values()).map(Code::number)).doesNotContainAnyElementsOf(RETIRED);
  }

  @Test
  void everyCodeIsSaidSomewhere() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        USE.matcher(Files.readString(source)).results().forEach(use -> used.add(use.group(1)));
      }
    }
    assertThat(Arrays.stream(Code.values()).map(Code::name)).isSubsetOf(used);
  }
}
