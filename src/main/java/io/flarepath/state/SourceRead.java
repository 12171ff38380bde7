package io.flarepath.state;

import io.flarepath.window.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a pass read of an input that is a table, as the summary of the snapshot that it published
 * keeps it: {@code 8341075930741;v2;timestamp;…} are the source's snapshot and the window, in the
 * form of {@link PublishedWindow}. Rows that come into the window with later snapshots of the
 * source are late.
 *
 * @param input the input's name
 * @param snapshotId the source's snapshot
 * @param window the window, with its column
 */
public record SourceRead(String input, long snapshotId, PublishedWindow window) {

  private static final String SEPARATOR = ";";

  public Range range() {
    return window.range();
  }

  /** Its entry in the summary. */
  public Map.Entry<String, String> entry() {
    return Map.entry(SummaryNames.READ_PREFIX + input, snapshotId + SEPARATOR + window.text());
  }

  /** The reads in a summary, by the names of their inputs; none in one of an earlier version. */
  public static Map<String, SourceRead> of(Map<String, String> summary) {
    Map<String, SourceRead> reads = new LinkedHashMap<>();
    summary.forEach(
        (name, text) -> {
          if (name.startsWith(SummaryNames.READ_PREFIX)) {
            String input = name.substring(SummaryNames.READ_PREFIX.length());
            parse(input, text).ifPresent(read -> reads.put(input, read));
          }
        });
    return reads;
  }

  private static Optional<SourceRead> parse(String input, String text) {
    String[] parts = text.split(SEPARATOR, 2);
    if (parts.length < 2 || !parts[0].matches("\\d{1,19}")) {
      return Optional.empty();
    }
    return PublishedWindow.parse(parts[1])
        .filter(window -> window.column().isPresent())
        .map(window -> new SourceRead(input, Long.parseUnsignedLong(parts[0]), window));
  }
}
