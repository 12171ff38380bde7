package io.flarepath.generated;

/** Which combinations are workflows at all, and have one right answer. */
final class Sense {

  private Sense() {}

  static boolean makesSense(Flow flow) {
    return isPossible(flow)
        && flow.partitioning().fits(flow.type(), flow.shape())
        && switch (flow.writing()) {
          case OVERWRITE, PARTITIONS -> true;
          case MERGE -> flow.shape().hasRows();
          case APPEND -> mayAppend(flow);
        };
  }

  private static boolean isPossible(Flow flow) {
    ColumnType type = flow.type();
    Comparison comparison = flow.comparison();
    boolean isDaily = type.isDay() || comparison.isByDate();
    boolean isRegular = flow.stride() == Stride.WIDE && flow.origin() == Origin.ALIGNED;
    // There is no midnight on that day, and later windows start an hour later.
    boolean startsInGap =
        flow.zone() == Zone.CAIRO && flow.season() == Season.SPRING && isRegular && !isDaily;
    boolean isTimestampOnly = comparison == Comparison.TRUNCATED || flow.steps().isOfTimestamps();
    // No day lies between two days that follow one another.
    boolean holdsNothing = comparison == Comparison.OPEN && isDaily;
    return (!isDaily || isRegular)
        && !startsInGap
        && !holdsNothing
        && (!comparison.isByDate() || type.isMoment() || type == ColumnType.STRING)
        && (!isTimestampOnly || type == ColumnType.TIMESTAMP);
  }

  /**
   * Whether an append has one right answer. Left out: a backfill, which adds its window once more,
   * and groups that lie in several windows, of which an append keeps each window's part. Both are
   * what the user asked for.
   */
  private static boolean mayAppend(Flow flow) {
    return flow.disturbance() != Disturbance.LATE_BACKFILL
        && !flow.steps().isCoarse()
        && !(flow.comparison() == Comparison.TRUNCATED && flow.steps().isGrouped());
  }
}
