package io.flarepath.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression: minute, hour, day of month, month, day of week; or a word such as
 * {@code @daily}.
 */
public final class Cron {

  private static final CronDefinition UNIX =
      CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

  private static final Map<String, String> WORDS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private final ExecutionTime times;

  private Cron(ExecutionTime times) {
    this.times = times;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says why
   */
  public static Cron of(String expression) {
    String text = expression.strip();
    String spelt = Optional.ofNullable(WORDS.get(text.toLowerCase(Locale.ROOT))).orElse(text);
    // Parsers remember what they have read, and are not for several threads.
    return new Cron(ExecutionTime.forCron(new CronParser(UNIX).parse(spelt).validate()));
  }

  /**
   * The times when it is due, in the zone of the time that they come after.
   *
   * @param count at most so many
   */
  public List<ZonedDateTime> after(ZonedDateTime time, int count) {
    List<ZonedDateTime> due = new ArrayList<>();
    Optional<ZonedDateTime> next = times.nextExecution(time);
    while (next.isPresent() && due.size() < count) {
      due.add(next.get());
      next = times.nextExecution(next.get());
    }
    return due;
  }
}
