package io.flarepath.history;

import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SourceRead;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.window.AxisText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a snapshot says of the pass that published it; what an older version did not write down is
 * empty.
 *
 * @param zone in which windows are shown
 */
public record PublishedPass(SnapshotFacts snapshot, ZoneId zone) {

  /** {@code run}, {@code backfill}, or whatever else made the snapshot. */
  public String mode() {
    return entry(SummaryNames.MODE).or(() -> entry("operation")).orElse("a change");
  }

  public Optional<String> write() {
    return entry(SummaryNames.WRITE);
  }

  /**
   * The window that was replaced, or else the windows that were read of the inputs: a write that
   * appends or replaces partitions has no window of its own.
   */
  public List<String> windows() {
    AxisText text = new AxisText(zone);
    Optional<PublishedWindow> replaced = PublishedWindow.of(summary());
    return replaced.isPresent()
        ? List.of(text.of(replaced.get().range()))
        : SourceRead.of(summary()).values().stream()
            .map(read -> text.of(read.range()))
            .distinct()
            .sorted()
            .toList();
  }

  public State keys() {
    return SummaryState.keys(summary());
  }

  public State after() {
    return SummaryState.after(summary());
  }

  /** The rows that the window's SQL and the steps gave. */
  public OptionalLong rows() {
    return number(SummaryNames.ROWS_RESULT);
  }

  /** The rows that were kept beside them. */
  public OptionalLong rowsKept() {
    return number(SummaryNames.ROWS_KEPT);
  }

  /** The time from the pass's start to its snapshot. */
  public Optional<Duration> took() {
    try {
      return entry(SummaryNames.STARTED)
          .map(Instant::parse)
          .map(started -> Duration.between(started, snapshot.committedAt()))
          .filter(took -> !took.isNegative());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private Map<String, String> summary() {
    return snapshot.summary();
  }

  private Optional<String> entry(String name) {
    return Optional.ofNullable(summary().get(name)).filter(value -> !value.isEmpty());
  }

  private OptionalLong number(String name) {
    return entry(name)
        .filter(value -> value.matches("\\d{1,18}"))
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }
}
