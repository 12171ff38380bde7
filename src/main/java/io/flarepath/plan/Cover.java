package io.flarepath.plan;

import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which files of a table go when the rows of a window are replaced. */
public sealed interface Cover {

  <R> R match(Function<Partitions, R> partitions, Function<Files, R> files);

  /**
   * Whole partitions.
   *
   * @param hull the smallest range of them that covers the window
   */
  record Partitions(Range hull) implements Cover {

    @Override
    public <R> R match(Function<Partitions, R> partitions, Function<Files, R> files) {
      return partitions.apply(this);
    }

    /** The parts of the hull outside a window, whose rows are kept. */
    public List<Range> edges(Range window) {
      List<Range> edges = new ArrayList<>();
      boolean isBefore = hull.start().compareTo(window.start()) < 0;
      boolean isAfter = window.end().compareTo(hull.end()) < 0;
      edges.add(new Range(hull.axis(), hull.start(), isBefore ? window.start() : hull.start()));
      edges.add(new Range(hull.axis(), isAfter ? window.end() : hull.end(), hull.end()));
      edges.removeIf(Range::isEmpty);
      return edges;
    }
  }

  /**
   * Each file that can hold a row of the window, by its partition and its columns' bounds. All its
   * other rows are kept.
   */
  record Files() implements Cover {
    @Override
    public <R> R match(Function<Partitions, R> partitions, Function<Files, R> files) {
      return files.apply(this);
    }
  }
}
