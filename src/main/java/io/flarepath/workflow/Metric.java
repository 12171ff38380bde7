package io.flarepath.workflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an assertion can measure of a column. Percentages are from 0 to 100. */
public enum Metric {
  AVG,
  AVG_LENGTH,
  DISTINCT_COUNT,
  /** Values beyond the first of each. */
  DUPLICATE_COUNT,
  MIN,
  MAX,
  MAX_LENGTH,
  MIN_LENGTH,
  /** Null, or text without a visible character. */
  MISSING_COUNT,
  MISSING_PERCENTAGE,
  SUM,
  /** Values that are there, and do not match the valid format. */
  INVALID_COUNT,
  INVALID_PERCENTAGE,
  /** Values that match the valid format. */
  REGEX_MATCH,
  KURTOSIS,
  VARIANCE,
  SKEWNESS,
  STDDEV,
  NULL_PERCENTAGE,
  NULL_COUNT;

  /** The name as workflows write it: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is measured against a valid format. */
  public boolean needsFormat() {
    return this == INVALID_COUNT || this == INVALID_PERCENTAGE || this == REGEX_MATCH;
  }

  /** Which values it can have at all. */
  public Scale scale() {
    return switch (this) {
      case MISSING_PERCENTAGE, NULL_PERCENTAGE, INVALID_PERCENTAGE -> Scale.PERCENTAGE;
      case DISTINCT_COUNT,
          DUPLICATE_COUNT,
          MISSING_COUNT,
          NULL_COUNT,
          INVALID_COUNT,
          REGEX_MATCH,
          MIN_LENGTH,
          MAX_LENGTH ->
          Scale.COUNT;
      case AVG_LENGTH, VARIANCE, STDDEV -> Scale.NOT_NEGATIVE;
      case AVG, MIN, MAX, SUM, KURTOSIS, SKEWNESS -> Scale.ANY;
    };
  }

  /** The values that a metric can have. */
  public enum Scale {
    ANY,
    NOT_NEGATIVE,
    /** Whole, from 0 on. */
    COUNT,
    /** From 0 to 100. */
    PERCENTAGE
  }

  /** Whether every row has to be compared with every other, so that it needs a query of its own. */
  public boolean needsComparison() {
    return this == DISTINCT_COUNT || this == DUPLICATE_COUNT;
  }

  /** The metric with this name, in any case. */
  public static Optional<Metric> of(String word) {
    return Arrays.stream(values())
        .filter(metric -> metric.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
