package io.flarepath.run;

import io.flarepath.plan.Due;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.sql.BoundSql;
import java.util.List;

/**
 * The incremental inputs of a job at one state: their keys, their windows, and how far their data
 * reaches.
 *
 * @param reads one for each incremental input
 * @param progress one for each window whose column is known
 */
record WindowReading(List<Read> reads, List<Due.Progress> progress) {

  WindowReading {
    reads = List.copyOf(reads);
    progress = List.copyOf(progress);
  }

  /** The SQL of an input as it will run. */
  BoundSql sql(InputPlan input) {
    return reads.stream()
        .filter(read -> read.input().equals(input))
        .findFirst()
        .map(Read::sql)
        .orElseThrow(() -> new IllegalArgumentException(input.name() + " is not incremental"));
  }

  /** Where the earliest window starts on its axis; the least of all numbers where none is known. */
  long start() {
    return progress.stream()
        .mapToLong(each -> each.window().startValue())
        .min()
        .orElse(Long.MIN_VALUE);
  }
}
