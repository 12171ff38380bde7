package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Type;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Assertion.Comparison;
import io.flarepath.workflow.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keys of an entry of {@code assertions}, of an output or of a job. */
final class AssertionKeys {

  private static final Pattern TEST =
      Pattern.compile(
          "\\s*(?<metric>\\w+)\\s*(?<operator><=|>=|==|=|<|>)\\s*(?<number>[+-]?[0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[+-]?\\.[0-9]+)\\s*(?<percent>%?)\\s*");

  /** Whether it is a test is checked later, when a better message is possible. */
  private static final Type<String> TEST_TEXT =
      new Scalar<>(
          "a test such as `avg > 10`",
          node -> Optional.of(node.text()),
          Shape.of(TEST.pattern().replaceAll("\\?<\\w+>", "")).textOnly());

  private static final Key<Optional<Located<String>>> COLUMN =
      Key.optional("column", Scalar.TEXT.located(), "the column to check");

  private static final Key<Optional<Passage>> FILTER =
      Key.optional("filter", SqlType.SQL, "an SQL condition; only matching rows are checked");

  private static final Key<Optional<Passage>> SQL =
      Key.optional(
          "sql", SqlType.SQL, "a query that returns one row, whose columns the tests refer to");

  private static final Key<Located<String>> REGEX =
      Key.required(
          "regex", Scalar.TEXT.located(), "a regular expression that must match the whole value");

  private static final Key<Optional<Located<String>>> VALID_FORMAT =
      Key.optional(
          "validFormat",
          Section.checked("assertions[].validFormat", List.of(REGEX), AssertionKeys::regex),
          "what a valid value looks like");

  private static final Key<List<Located<String>>> TESTS =
      Key.required(
          "tests",
          ListOf.of(TEST_TEXT.located()),
          "tests such as `avg > 10`; all must pass; percentages are from 0 to 100");

  static final Section<Assertion> ASSERTION =
      Section.checked(
              "assertions[]",
              List.of(COLUMN, FILTER, SQL, VALID_FORMAT, TESTS),
              AssertionKeys::assertion)
          .where(Constraint.anyOf("column", "sql"), Constraint.notBoth("column", "sql"));

  private AssertionKeys() {}

  private static Optional<Assertion> assertion(Fields fields) {
    Optional<Located<String>> column = fields.get(COLUMN);
    Optional<Passage> sql = fields.get(SQL);
    if (column.isPresent() == sql.isPresent()) {
      fields
          .problems()
          .add(
              Diagnostic.error(Code.MISSING_KEY, "an assertion needs either `column` or `sql`")
                  .at(fields.span())
                  .because(column.isPresent() ? "this one has both" : "this one has neither")
                  .help("write one of the two"));
      return Optional.empty();
    }
    List<Assertion.Test> tests = new ArrayList<>();
    for (Located<String> text : fields.get(TESTS)) {
      test(text, column.isPresent(), fields).ifPresent(tests::add);
    }
    if (tests.size() != fields.get(TESTS).size()) {
      return Optional.empty();
    }
    return Optional.of(
        sql.<Assertion>map(query -> new Assertion.OfSql(query, tests))
            .orElseGet(
                () ->
                    new Assertion.OfColumn(
                        column.orElseThrow(),
                        fields.get(FILTER),
                        fields.get(VALID_FORMAT),
                        tests)));
  }

  private static Optional<Located<String>> regex(Fields fields) {
    Located<String> regex = fields.get(REGEX);
    try {
      Pattern unused = Pattern.compile(regex.value());
      return Optional.of(regex);
    } catch (PatternSyntaxException e) {
      fields
          .problems()
          .add(
              Diagnostic.error(
                      Code.BAD_VALUE, "`" + regex.value() + "` is not a regular expression")
                  .at(regex.span())
                  .because(e.getDescription()));
      return Optional.empty();
    }
  }

  private static Optional<Assertion.Test> test(
      Located<String> text, boolean ofColumn, Fields fields) {
    Matcher matcher = TEST.matcher(text.value());
    if (!matcher.matches()) {
      fields
          .problems()
          .add(
              Diagnostic.error(Code.BAD_VALUE, "`" + text.value() + "` is not a test")
                  .at(text.span())
                  .because("a test is a metric, an operator (< <= > >= = ==) and a number")
                  .help("for example `missing_count < 1`"));
      return Optional.empty();
    }
    String metric = matcher.group("metric");
    if (ofColumn && !isMetric(metric, text, fields)) {
      return Optional.empty();
    }
    Assertion.Test test =
        new Assertion.Test(
            text,
            metric,
            comparison(matcher.group("operator")),
            new BigDecimal(matcher.group("number").replace("_", "")));
    if (ofColumn) {
      Thresholds.check(test, !matcher.group("percent").isEmpty(), fields.problems());
    }
    return Optional.of(test);
  }

  /** The metric that a word begins with, as `minimum` with `min`. */
  private static Optional<String> longer(String metric, List<String> known) {
    return known.stream()
        .filter(word -> word.length() > 2)
        .filter(word -> metric.regionMatches(true, 0, word, 0, word.length()))
        .max(Comparator.comparingInt(String::length));
  }

  private static boolean isMetric(String metric, Located<String> text, Fields fields) {
    List<String> known = Arrays.stream(Metric.values()).map(Metric::word).toList();
    Optional<Metric> found = Metric.of(metric);
    if (found.isEmpty()) {
      fields
          .problems()
          .add(
              Diagnostic.error(Code.BAD_VALUE, "`" + metric + "` is not a metric")
                  .at(text.span())
                  .help(
                      longer(metric, known)
                          .map(word -> "did you mean `" + word + "`?")
                          .orElseGet(() -> Suggestion.help(metric, known))));
      return false;
    }
    if (found.get().needsFormat() && fields.get(VALID_FORMAT).isEmpty()) {
      fields
          .problems()
          .add(
              Diagnostic.error(Code.MISSING_KEY, "`" + metric + "` needs a `validFormat`")
                  .at(text.span())
                  .help("add `validFormat: {regex: '…'}` to the assertion"));
      return false;
    }
    return true;
  }

  private static Comparison comparison(String operator) {
    return switch (operator) {
      case "<" -> Comparison.LESS;
      case "<=" -> Comparison.LESS_OR_EQUAL;
      case ">" -> Comparison.GREATER;
      case ">=" -> Comparison.GREATER_OR_EQUAL;
      default -> Comparison.EQUAL;
    };
  }
}
