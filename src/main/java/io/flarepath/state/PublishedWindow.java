package io.flarepath.state;

import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The window that a publish replaced, as its snapshot's summary keeps it. The form has a version:
 *
 * <pre>v2;timestamp;2001-01-01T00:00:00.000001Z;2001-02-01T00:00:00.000001Z;departed_at</pre>
 *
 * are the axis, the range, half-open, and the column, whose name may hold anything. Instants end in
 * {@code Z}, wall-clock times do not; text is encoded as in a URL. What was written before there
 * was a version is read too; it has no column, and does not tell instants from wall-clock times.
 *
 * @param column the window's column; empty where the snapshot does not tell
 */
public record PublishedWindow(Range range, Optional<String> column) {

  private static final String VERSION = "v2";
  private static final String SEPARATOR = ";";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

  /** As it is kept. */
  public String text() {
    Axis axis = range.axis();
    return String.join(
        SEPARATOR,
        VERSION,
        axis.name().toLowerCase(Locale.ROOT),
        text(axis, range.start()),
        text(axis, range.end()),
        column.orElse(""));
  }

  /** The window in a summary; empty where there is none, or one of a later version. */
  public static Optional<PublishedWindow> of(Map<String, String> summary) {
    return Optional.ofNullable(summary.get(SummaryNames.WINDOW)).flatMap(PublishedWindow::parse);
  }

  /** Reads what {@link #text} gives; empty for anything else. */
  static Optional<PublishedWindow> parse(String text) {
    try {
      return text.startsWith("[") ? unversioned(text) : versioned(text);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublishedWindow> versioned(String text) {
    String[] parts = text.split(SEPARATOR, 5);
    if (parts.length < 5 || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    Axis axis = Axis.valueOf(parts[1].toUpperCase(Locale.ROOT));
    Range range = new Range(axis, value(axis, parts[2]), value(axis, parts[3]));
    return Optional.of(
        new PublishedWindow(range, Optional.of(parts[4]).filter(name -> !name.isEmpty())));
  }

  /** {@code [2001-01-01 00:00:00.000001, 2001-02-01 00:00:00.000001)}. */
  private static Optional<PublishedWindow> unversioned(String text) {
    String[] ends = text.substring(1, Math.max(1, text.length() - 1)).split(", ", -1);
    if (!text.endsWith(")") || ends.length != 2) {
      return Optional.empty();
    }
    Axis axis = axis(ends[0]);
    Range range =
        new Range(
            axis, value(axis, ends[0].replace(' ', 'T')), value(axis, ends[1].replace(' ', 'T')));
    return Optional.of(new PublishedWindow(range, Optional.empty()));
  }

  private static Axis axis(String value) {
    if (value.matches("-?\\d+")) {
      return Axis.NUMBER;
    }
    return value.contains(":") ? Axis.TIMESTAMP : Axis.DATE;
  }

  private static String text(Axis axis, AxisValue value) {
    return value.match(
        step -> text(axis, step),
        BigDecimal::toPlainString,
        text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private static String text(Axis axis, long step) {
    return switch (axis) {
      case TIMESTAMP -> TIME.format(axis.time(step)) + "Z";
      case LOCAL_TIMESTAMP -> TIME.format(axis.time(step));
      case DATE, NUMBER, DECIMAL, TEXT -> axis.text(step);
    };
  }

  private static AxisValue value(Axis axis, String text) {
    return switch (axis) {
      case TIMESTAMP -> AxisValue.of(axis.value(LocalDateTime.parse(text.replaceFirst("Z$", ""))));
      case LOCAL_TIMESTAMP -> AxisValue.of(axis.value(LocalDateTime.parse(text)));
      case DATE -> AxisValue.of(LocalDate.parse(text).toEpochDay());
      case NUMBER -> AxisValue.of(Long.parseLong(text));
      case DECIMAL -> new AxisValue.Decimal(new BigDecimal(text));
      case TEXT -> new AxisValue.Text(URLDecoder.decode(text, StandardCharsets.UTF_8));
    };
  }
}
