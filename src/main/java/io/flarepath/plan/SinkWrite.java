package io.flarepath.plan;

import io.flarepath.diagnostic.Problems;
import io.flarepath.table.Column;
import java.util.List;

/**
 * What one pass will do to one sink.
 *
 * @param sink what was planned from the texts
 * @param columns the result's columns
 */
public record SinkWrite(SinkPlan sink, List<Column> columns) {

  /** Why a sink may see rows twice, one sentence. */
  public static final String AT_LEAST_ONCE =
      "at least once: if a run crashes after the delivery but before the state changes, the next one delivers the window again";

  public SinkWrite {
    columns = List.copyOf(columns);
  }

  /**
   * The write of a sink.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if the result cannot be written so
   */
  public static SinkWrite of(SinkPlan sink, List<Column> result) {
    ResultCheck.check(sink, result);
    return new SinkWrite(sink, result);
  }

  /**
   * Makes sure that the result has the columns that the records of a topic are made of.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if it does not
   */
  public void checkRecords() {
    Problems problems = new Problems();
    TopicColumns.check(sink, columns, problems);
    problems.throwIfErrors();
  }

  /** Why rows are written so, one sentence. */
  public String reason() {
    return switch (sink.saveMode()) {
      case APPEND ->
          sink.output().saveMode().isPresent()
              ? "saveMode is append"
              : sink.format().word() + " only accepts appends";
      case OVERWRITE ->
          sink.replacesPartitions()
              ? "saveMode is overwrite, dynamic by folder"
              : "saveMode is overwrite";
      case IGNORE, ERRORIFEXISTS -> "it does not exist yet";
    };
  }
}
