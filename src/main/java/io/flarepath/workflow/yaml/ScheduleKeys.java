package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Variables;
import io.flarepath.grammar.Yaml;
import io.flarepath.schedule.Cron;
import io.flarepath.workflow.Schedule;
import io.flarepath.workflow.Schedule.Concurrency;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The keys of {@code schedule}. */
final class ScheduleKeys {

  private static final Key<Located<String>> CRON =
      Key.required(
              "cron",
              Scalar.TEXT.located(),
              "minute, hour, day of month, month and day of week, for example `0 3 * * *`")
          .that(ScheduleKeys::check);

  private static final Key<Concurrency> CONCURRENCY =
      Key.withDefault(
          "concurrencyPolicy",
          Choice.of(List.of(Concurrency.values()), Concurrency::word),
          Concurrency.ALLOW,
          "what a scheduler does if the previous run is still active");

  private static final Key<ZoneId> TIMEZONE =
      Key.withDefault(
          "timezone",
          new Scalar<>("a time zone such as `UTC` or `Europe/Berlin`", ScheduleKeys::zone),
          ZoneOffset.UTC,
          "the time zone of the cron expression");

  private static final Key<Optional<Instant>> END_ON =
      Key.optional(
          "endOn",
          new Scalar<>("a time such as `2022-01-01T23:40:45Z`", ScheduleKeys::instant),
          "when the schedule ends");

  static final Section<Schedule> SECTION =
      Section.of(
              "workflow.schedule",
              List.of(
                  CRON,
                  CONCURRENCY,
                  TIMEZONE,
                  END_ON,
                  Key.ignored("startOn", "when the schedule begins"),
                  Key.ignored("completeOn", "when the schedule is considered complete")),
              fields ->
                  new Schedule(
                      fields.get(CRON),
                      fields.get(CONCURRENCY),
                      fields.get(TIMEZONE),
                      fields.get(END_ON)))
          .tolerant();

  private ScheduleKeys() {}

  private static void check(Located<String> cron, Problems problems) {
    if (Variables.areIn(cron.value())) {
      return; // It was already reported that the variable is not set.
    }
    try {
      Cron.of(cron.value());
    } catch (IllegalArgumentException e) {
      problems.add(
          Diagnostic.error(Code.BAD_VALUE, "`" + cron.value() + "` is not a cron expression")
              .at(cron.span())
              .because(
                  Optional.ofNullable(e.getMessage())
                      .orElse("it cannot be read")
                      .replace("Failed to parse cron expression. ", ""))
              .help(
                  "the fields are minute, hour, day of month, month and day of week: `0 3 * * *`"
                      + " is every"
                      + " day at 3:00"));
    }
  }

  private static Optional<ZoneId> zone(Yaml.Scalar node) {
    try {
      return Optional.of(ZoneId.of(node.text().strip()));
    } catch (DateTimeException notAZone) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(Yaml.Scalar node) {
    String text = node.text().strip().replace(' ', 'T');
    try {
      if (text.length() == "2022-01-01".length()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return Optional.of(
          text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
