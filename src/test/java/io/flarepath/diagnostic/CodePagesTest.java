package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodePagesTest {

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
      java.util.regex.Pattern.compile("FP\\d{4}")
          .matcher(page)
          .results()
          .map(java.util.regex.MatchResult::group)
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
}
