package io.flarepath.audit;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.Assertion;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Assertions as a workflow would have them, without the workflow. */
final class SampleAssertions {

  private static final Pattern TEST = Pattern.compile(" *(\\S+) +(\\S+) +(\\S+) *");

  private SampleAssertions() {}

  static Assertion.OfColumn column(String column, String... tests) {
    return column(column, Optional.empty(), Optional.empty(), tests);
  }

  static Assertion.OfColumn filtered(String column, String filter, String... tests) {
    return column(column, Optional.of(filter), Optional.empty(), tests);
  }

  static Assertion.OfColumn formatted(String column, String regex, String... tests) {
    return column(column, Optional.empty(), Optional.of(regex), tests);
  }

  static Assertion.OfColumn column(
      String column, Optional<String> filter, Optional<String> regex, String... tests) {
    return new Assertion.OfColumn(
        located(column),
        filter.map(text -> Passage.of("filter", text)),
        regex.map(SampleAssertions::located),
        tests(tests));
  }

  static Assertion.OfSql sql(String... tests) {
    return new Assertion.OfSql(Passage.of("sql", "SELECT 1 AS one"), tests(tests));
  }

  private static List<Assertion.Test> tests(String... tests) {
    return Arrays.stream(tests).map(SampleAssertions::test).toList();
  }

  /** {@code metric operator number}, with a blank between them. */
  static Assertion.Test test(String text) {
    Matcher words = TEST.matcher(text);
    if (!words.matches()) {
      throw new IllegalArgumentException("not a test: " + text);
    }
    Assertion.Comparison comparison =
        Arrays.stream(Assertion.Comparison.values())
            .filter(each -> each.symbol().equals(words.group(2)))
            .findFirst()
            .orElseThrow();
    return new Assertion.Test(
        located(text), words.group(1), comparison, new BigDecimal(words.group(3)));
  }

  private static Located<String> located(String text) {
    return new Located<>(text, Passage.of("assertion", text).span());
  }
}
