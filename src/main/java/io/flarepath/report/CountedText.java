package io.flarepath.report;

import io.flarepath.untaken.CountedWindows;
import io.flarepath.untaken.WindowRows;
import java.util.Optional;

/** That windows were counted, in one line. */
public final class CountedText {

  private CountedText() {}

  /** The line; empty where they could not be counted. */
  public static Optional<String> of(CountedWindows counted) {
    if (counted.whyNot().isPresent()) {
      return Optional.empty();
    }
    long same =
        counted.windows().stream()
            .filter(window -> window.match() == WindowRows.Match.SAME)
            .count();
    long source = counted.windows().stream().mapToLong(WindowRows::inSource).sum();
    long table = counted.windows().stream().mapToLong(WindowRows::inTable).sum();
    return Optional.of(
        "%s: counted %s: %s in %s, %s in %s%s"
            .formatted(
                counted.job(),
                Amounts.count(counted.windows().size(), "window"),
                Amounts.count(source, "row"),
                counted.source(),
                Amounts.count(table, "row"),
                counted.table(),
                counted.changes().isEmpty() ? "; %,d of the windows match".formatted(same) : ""));
  }
}
