package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Metric;
import io.flarepath.workflow.Metric.Scale;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Finds tests whose number was probably meant in another way. */
final class Thresholds {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Of a fraction that somebody writes by hand. */
  private static final int MOST_DIGITS = 20;

  private Thresholds() {}

  /**
   * Warns of a test of a column that no value, or every value, can pass, and of one that seems to
   * be on another scale.
   *
   * @param saysPercent whether a percent sign follows the number
   */
  static void check(Assertion.Test test, boolean saysPercent, Problems problems) {
    Metric.of(test.metric())
        .flatMap(metric -> fault(metric, test, saysPercent))
        .map(diagnostic -> diagnostic.at(test.text().span()))
        .ifPresent(problems::add);
  }

  private static Optional<Diagnostic> fault(
      Metric metric, Assertion.Test test, boolean saysPercent) {
    Scale scale = metric.scale();
    if (saysPercent && scale != Scale.PERCENTAGE) {
      return Optional.of(noPercentage(metric, test));
    }
    if (scale == Scale.ANY) {
      return Optional.empty();
    }
    Optional<String> certainty = certainty(test, scale == Scale.PERCENTAGE);
    boolean isOff =
        scale == Scale.PERCENTAGE
            && (test.number().signum() < 0 || test.number().compareTo(HUNDRED) > 0);
    if (certainty.isPresent() && isOff && certainty.get().startsWith("cannot")) {
      return Optional.of(
          Diagnostic.error(
                  Code.BAD_VALUE,
                  "the test `%s` %s".formatted(test.text().value().strip(), certainty.get()))
              .because(range(metric, scale))
              .help("write a number from 0 to 100"));
    }
    if (certainty.isPresent()) {
      return Optional.of(
          warning(test, certainty.get())
              .because(range(metric, scale))
              .help("choose a threshold that can both pass and fail"));
    }
    if (scale == Scale.PERCENTAGE && isFraction(test.number()) && !saysPercent) {
      return Optional.of(fraction(test));
    }
    return scale == Scale.COUNT && test.number().stripTrailingZeros().scale() > 0
        ? Optional.of(
            warning(test, "compares a whole number with one that is not whole")
                .because(range(metric, scale))
                .help("write a whole number" + instead(metric)))
        : Optional.empty();
  }

  /** What is already clear before anything is measured; empty where nothing is. */
  private static Optional<String> certainty(Assertion.Test test, boolean hasEnd) {
    int least = BigDecimal.ZERO.compareTo(test.number());
    int most = hasEnd ? HUNDRED.compareTo(test.number()) : 1;
    boolean always =
        switch (test.comparison()) {
          case LESS -> most < 0;
          case LESS_OR_EQUAL -> most <= 0;
          case GREATER -> least > 0;
          case GREATER_OR_EQUAL -> least >= 0;
          case EQUAL -> false;
        };
    boolean never =
        switch (test.comparison()) {
          case LESS -> least >= 0;
          case LESS_OR_EQUAL -> least > 0;
          case GREATER -> most <= 0;
          case GREATER_OR_EQUAL -> most < 0;
          case EQUAL -> least > 0 || most < 0;
        };
    return always
        ? Optional.of("is true of all rows")
        : never ? Optional.of("cannot be true of any rows") : Optional.empty();
  }

  private static boolean isFraction(BigDecimal number) {
    return number.signum() > 0
        && number.compareTo(BigDecimal.ONE) < 0
        && number.scale() <= MOST_DIGITS;
  }

  private static Diagnostic fraction(Assertion.Test test) {
    String number = test.number().toPlainString();
    String begin = test.metric() + " " + test.comparison().symbol() + " ";
    String percent = test.number().multiply(HUNDRED).stripTrailingZeros().toPlainString();
    return warning(test, "asks for less than one percent")
        .because("percentages are from 0 to 100, so this is " + number + " %")
        .help("for %s percent, write `%s%s`".formatted(percent, begin, percent))
        .help("if %s percent is meant, write `%s%s %%`".formatted(number, begin, number));
  }

  private static Diagnostic noPercentage(Metric metric, Assertion.Test test) {
    return warning(test, "has a percent sign, which has no effect")
        .because("`" + metric.word() + "` is not a percentage")
        .help("remove the sign" + instead(metric));
  }

  private static Diagnostic warning(Assertion.Test test, String what) {
    return Diagnostic.warning(
        Code.ODD_THRESHOLD, "the test `" + test.text().value().strip() + "` " + what);
  }

  private static String range(Metric metric, Scale scale) {
    return "`"
        + metric.word()
        + "` is "
        + switch (scale) {
          case PERCENTAGE -> "from 0 to 100";
          case COUNT -> "a whole number, and never negative";
          case NOT_NEGATIVE -> "never negative";
          case ANY -> "any number";
        };
  }

  /** The percentage that belongs to a count, where there is one. */
  private static String instead(Metric metric) {
    return Metric.of(metric.word().toLowerCase(Locale.ROOT).replace("_count", "_percentage"))
        .filter(other -> other.scale() == Scale.PERCENTAGE)
        .map(other -> ", or use `" + other.word() + "`")
        .orElse("");
  }
}
