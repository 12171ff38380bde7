package io.flarepath.plan;

import io.flarepath.diagnostic.Span;
import io.flarepath.source.Place;
import java.util.List;

/**
 * What a job reads of the places that other jobs may write, and what it writes.
 *
 * @param job its name
 * @param reads what it reads, also by the SQL of its steps, keys, assertions and actions
 * @param writes what its outputs and actions change
 * @param isLoading whether it has outputs: else it looks at rows, or looks after tables
 */
record Traffic(String job, List<Read> reads, List<Change> writes, boolean isLoading) {

  Traffic {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** Whether one of its outputs or actions changes a place. */
  boolean changes(Place place) {
    return writes.stream().anyMatch(write -> write.place().meets(place));
  }

  /** Whether the rows of a place may become rows of its results. */
  boolean usesRowsOf(Place place) {
    return reads.stream().anyMatch(read -> read.use() == Use.ROWS && read.place().meets(place));
  }

  /** Whether rows of what it writes may become rows of its results. */
  boolean usesItsOutputs() {
    return writes.stream().anyMatch(write -> usesRowsOf(write.place()));
  }

  /**
   * One place that is read.
   *
   * @param span where in the workflow
   */
  record Read(Place place, Span span, Use use) {}

  /** What a place is read for. */
  enum Use {
    ROWS("reads"),
    MERGE("merges rows into"),
    UPKEEP("has an action on");

    private final String words;

    Use(String words) {
      this.words = words;
    }

    /** Between the name of the job and that of the place. */
    String words() {
      return words;
    }
  }

  /** One place that is written. */
  record Change(Place place, Span span, Kind kind) {}

  /** What a write does to the rows of others. */
  enum Kind {
    ADD("appends to it"),
    MERGE("merges rows into it"),
    CREATE("creates it if it does not exist"),
    REPLACE_ALL("replaces all of it"),
    REPLACE_PART("replaces parts of it"),
    DELETE("deletes rows of it");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What it does, after the name of the job. */
    String words() {
      return words;
    }

    /** Whether the order of the two does not matter: each finds room for its rows. */
    boolean agreesWith(Kind other) {
      return isTolerant() && other.isTolerant();
    }

    private boolean isTolerant() {
      return this == ADD || this == MERGE;
    }
  }
}
