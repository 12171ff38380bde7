package io.flarepath.plan;

import io.flarepath.table.Column;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import java.util.List;
import java.util.Optional;

/**
 * What one pass will do to one output table.
 *
 * @param output what was planned from the texts
 * @param table the table as it stands; empty when it is not there and will be made
 * @param result what is known of the result
 * @param change what becomes of the table itself
 * @param partitioning the partition spec that the files will have
 * @param write how the rows are written
 * @param reason why they are written so, one sentence
 */
public record OutputWrite(
    OutputPlan output,
    Optional<TableFacts> table,
    ResultShape result,
    TableChange change,
    List<PartitionColumn> partitioning,
    Write write,
    String reason) {

  public OutputWrite {
    partitioning = List.copyOf(partitioning);
  }

  /** The result's columns. */
  public List<Column> columns() {
    return result.columns();
  }
}
