package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.flarepath.settings.TimeZoneName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What values a setting takes.
 *
 * @param words what it must be, as in “it must be …”
 * @param read the value, or nothing if it is not of this type
 */
record ValueType<T>(String words, Function<ConfigValue, Optional<T>> read) {

  static ValueType<String> text() {
    return new ValueType<>("text", value -> scalar(value).filter(text -> !text.isBlank()));
  }

  /** Any scalar, empty text too. */
  static ValueType<String> anyText() {
    return new ValueType<>("text or a number", ValueType::scalar);
  }

  static ValueType<Integer> countFrom(int least) {
    return new ValueType<>(
        "a whole number of at least " + least,
        value -> scalar(value).flatMap(ValueType::integer).filter(number -> number >= least));
  }

  static ValueType<Duration> duration() {
    return new ValueType<>("a duration with a unit, such as `7d` or `12h`", ValueType::time);
  }

  static ValueType<String> timeZone() {
    return new ValueType<>(
        "a time zone, such as `UTC` or `Europe/Berlin`",
        value -> scalar(value).filter(text -> TimeZoneName.zone(text).isPresent()));
  }

  static ValueType<Boolean> flag() {
    return new ValueType<>(
        "`true` or `false`",
        value ->
            scalar(value)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> text.equals("true") || text.equals("false"))
                .map(Boolean::valueOf));
  }

  static ValueType<String> oneOf(List<String> words) {
    String list = String.join(", ", words.stream().map(word -> "`" + word + "`").toList());
    return new ValueType<>(
        "one of " + list,
        value -> scalar(value).map(text -> text.toLowerCase(Locale.ROOT)).filter(words::contains));
  }

  /** A scalar as it was written: {@code 1.50} stays that. */
  static Optional<String> scalar(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("it").getString("it"));
      case OBJECT, LIST, NULL -> Optional.empty();
    };
  }

  private static Optional<Integer> integer(String text) {
    try {
      return Optional.of(Integer.valueOf(text.trim()));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  /** HOCON takes a number without a unit as milliseconds, which is never intended here. */
  private static Optional<Duration> time(ConfigValue value) {
    Optional<String> text = scalar(value).filter(written -> written.matches(".*\\p{Alpha}\\s*"));
    if (text.isEmpty() || value.valueType() != ConfigValueType.STRING) {
      return Optional.empty();
    }
    try {
      Duration duration = value.atKey("it").getDuration("it");
      return duration.isZero() || duration.isNegative() ? Optional.empty() : Optional.of(duration);
    } catch (ConfigException | ArithmeticException notOne) {
      return Optional.empty();
    }
  }
}
