package io.flarepath.generated;

import java.util.Arrays;
import java.util.Optional;

/**
 * Kinds of failures that are known and not fixed yet. Each has a small workflow that shows it; when
 * that one does not fail any more, its kind has to go from here.
 */
enum Known {
  /**
   * Of the hour that comes twice in autumn, the state keeps only the local time, and the next
   * window ends where it starts: the runs after it have nothing to do, and say that there are rows.
   */
  THE_SECOND_OF_TWO_HOURS_IS_THE_FIRST_AGAIN(
      "stride=NARROW origin=UNALIGNED zone=NEW_YORK season=AUTUMN data=6 rows=7", "STUCK") {
    @Override
    boolean isOf(Flow flow) {
      return isInTheHourThatComesTwice(flow);
    }
  };

  private final String example;
  private final String title;

  Known(String example, String title) {
    this.example = example;
    this.title = title;
  }

  /** Whether a workflow can be of the kind. */
  abstract boolean isOf(Flow flow);

  Flow example() {
    return Flow.parse(example);
  }

  /** The kind that a failure is of. */
  static Optional<Known> of(Flow flow, Verdict verdict) {
    return Arrays.stream(values()).filter(known -> known.covers(flow, verdict)).findFirst();
  }

  boolean covers(Flow flow, Verdict verdict) {
    return verdict.title().equals(title) && isOf(flow);
  }

  private static boolean isInTheHourThatComesTwice(Flow flow) {
    boolean hasIt = flow.zone() == Zone.NEW_YORK || flow.zone() == Zone.BERLIN;
    boolean hasInstants = flow.type() == ColumnType.TIMESTAMP || flow.type() == ColumnType.EPOCH;
    return hasIt && hasInstants && flow.season() == Season.AUTUMN && flow.stride() == Stride.NARROW;
  }
}
