package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Patterns;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Type;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as schedulers write them: {@code 30s}, {@code 5m}, {@code 1h30m}. */
final class Durations {

  private static final String PART = "([0-9]{1,9})\\s*(ms|s|m|h|d)\\s*";
  private static final Pattern PARTS = Pattern.compile(PART);
  private static final String WHOLE = "\\s*(" + PART + ")+|\\s*[0-9]{1,9}\\s*";

  /** A number without a unit is in seconds. */
  static final Type<Duration> DURATION =
      new Scalar<>(
          "a duration such as `30s`, `5m` or `1h30m`",
          node -> of(node.text()),
          Shape.of(Patterns.anyCase(WHOLE)));

  private Durations() {}

  private static Optional<Duration> of(String text) {
    String lower = text.toLowerCase(Locale.ROOT).strip();
    if (!lower.matches(WHOLE)) {
      return Optional.empty();
    }
    if (lower.matches("[0-9]+")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(lower)));
    }
    Duration sum = Duration.ZERO;
    Matcher parts = PARTS.matcher(lower);
    while (parts.find()) {
      sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
    }
    return Optional.of(sum);
  }

  private static Duration part(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
