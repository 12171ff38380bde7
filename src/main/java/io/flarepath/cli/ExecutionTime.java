package io.flarepath.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the value of {@code --execution-time}. */
final class ExecutionTime {

  private ExecutionTime() {}

  /**
   * The instant that the text names: an ISO time with its zone or offset, or a date, or a date and
   * a time, separated by a blank or a {@code T}; these last are UTC. Empty if it is none of them.
   */
  static Optional<Instant> read(String text) {
    String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +(?=\\d)", "$1T");
    return attempt(() -> OffsetDateTime.parse(iso).toInstant())
        .or(() -> attempt(() -> LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)))
        .or(() -> attempt(() -> LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC)));
  }

  private static Optional<Instant> attempt(Supplier<Instant> parse) {
    try {
      return Optional.of(parse.get());
    } catch (DateTimeParseException notThisForm) {
      return Optional.empty();
    }
  }
}
