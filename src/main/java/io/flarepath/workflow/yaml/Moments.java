package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Type;
import io.flarepath.workflow.Moment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time: texts, milliseconds since 1970, and, in old workflows, seconds. */
final class Moments {

  private static final String PATTERN =
      "\\s*([0-9]{1,18}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
          + "([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?\\s*(Z|[+-][0-9]{2}:[0-9]{2})?)?)\\s*";

  private static final Pattern TEXT =
      Pattern.compile(
          "(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
              + "([T ](?<time>[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)\\s*(?<zone>Z|[+-].*)?)?");

  /** As milliseconds, a smaller number would lie before March of 1973: it is in seconds. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  static final Type<Moment> MOMENT =
      new Scalar<>(
          "a time such as `2024-01-31 00:00:00`, or milliseconds since 1970",
          node -> of(node.text().strip()),
          Shape.of(PATTERN).large());

  private Moments() {}

  private static Optional<Moment> of(String text) {
    if (!text.matches(PATTERN)) {
      return Optional.empty();
    }
    if (text.matches("[0-9]+")) {
      long number = Long.parseLong(text);
      return Optional.of(
          new Moment.Exact(
              number < FIRST_MILLIS
                  ? Instant.ofEpochSecond(number)
                  : Instant.ofEpochMilli(number)));
    }
    Matcher parts = TEXT.matcher(text);
    try {
      return parts.matches() ? Optional.of(moment(parts)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Moment moment(Matcher parts) {
    LocalDate date = LocalDate.parse(parts.group("date"));
    LocalTime time =
        Optional.ofNullable(parts.group("time")).map(LocalTime::parse).orElse(LocalTime.MIDNIGHT);
    LocalDateTime local = date.atTime(time);
    return Optional.ofNullable(parts.group("zone"))
        .<Moment>map(zone -> new Moment.Exact(local.toInstant(ZoneOffset.of(zone))))
        .orElseGet(() -> new Moment.Local(local));
  }
}
