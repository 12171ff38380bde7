package io.flarepath.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The job that an expert writes by hand to copy a table window by window: as lean as it can be
 * while it still replaces a window that is loaded again, and remembers where to go on.
 *
 * <p>One session for all windows; a filtered read that skips files by their statistics; one dynamic
 * overwrite for each window; then the end of the window as a property of the table, which is a
 * second commit. The rows of a partition go to one task and are sorted there, so that a task has
 * one file open at a time.
 *
 * <p>What it leaves out is what Flarepath adds: it takes the last window's end as an argument
 * instead of asking what the source has, checks nothing, keeps no rows of a neighbouring window in
 * a partition that two windows share, and is at a loss when it dies between its two commits.
 *
 * <p>With {@code one-commit=}, the end of the window is in the snapshot's summary instead, in the
 * same commit. That is a commit less, and the state is gone once another program writes to the
 * table, compacts it or rolls it back.
 */
public final class Expert {

  private static final String STATE = "bench.loaded-until";

  private final SparkSession spark;
  private final Arguments args;
  private final boolean oneCommit;

  private Expert(SparkSession spark, Arguments args) {
    this.spark = spark;
    this.args = args;
    this.oneCommit = args.find("one-commit").isPresent();
  }

  /** Loads all windows from the state, or from {@code from=}, up to {@code until=}. */
  public static void main(String[] arguments) throws Exception {
    Arguments args = Arguments.of(arguments);
    try (SparkSession spark = Sessions.start(args)) {
      new Expert(spark, args).loadAll();
    }
  }

  private void loadAll() throws Exception {
    OutputTable.create(spark, args);
    Table output = Spark3Util.loadIcebergTable(spark, args.of("output"));
    LocalDateTime start = LocalDateTime.parse(state(output).orElse(args.of("from")));
    LocalDateTime until = LocalDateTime.parse(args.of("until"));
    Period step = Period.parse(args.of("step"));
    while (start.isBefore(until)) {
      LocalDateTime end = start.plus(step);
      load(start, end, !end.isBefore(until) && args.find("last-end").isPresent());
      if (!oneCommit) {
        output.updateProperties().set(STATE, end.toString()).commit();
      }
      start = end;
    }
  }

  /** Rows from {@code start}, included, to {@code end}, which only the last window may include. */
  private void load(LocalDateTime start, LocalDateTime end, boolean endIncluded) throws Exception {
    Column time = col(args.of("column"));
    Column before = endIncluded ? time.leq(timestamp(end)) : time.lt(timestamp(end));
    DataFrameWriterV2<Row> write =
        spark
            .table(args.of("source"))
            .where(time.geq(timestamp(start)).and(before))
            .writeTo(args.of("output"));
    if (oneCommit) {
      write = write.option("snapshot-property." + STATE, end.toString());
    }
    write.overwritePartitions();
  }

  private Optional<String> state(Table output) {
    if (!oneCommit) {
      return Optional.ofNullable(output.properties().get(STATE));
    }
    return Optional.ofNullable(output.currentSnapshot())
        .map(snapshot -> snapshot.summary().get(STATE));
  }

  private static Column timestamp(LocalDateTime time) {
    return lit(time.toInstant(ZoneOffset.UTC));
  }
}
