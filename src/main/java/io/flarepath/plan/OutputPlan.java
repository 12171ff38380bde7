package io.flarepath.plan;

import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import io.flarepath.workflow.PartitionField;
import java.util.List;

/**
 * How one output is written.
 *
 * @param output what the user wrote
 * @param table the table that it goes to
 * @param holdsStateOnly whether it is the table of {@link StateTable}, which holds no result
 */
public record OutputPlan(Output output, TableName table, boolean holdsStateOnly) {

  /** An output that a user wrote. */
  public OutputPlan(Output output, TableName table) {
    this(output, table, false);
  }

  /** How the workflow wants the table to be partitioned; empty where it does not say. */
  public List<PartitionField> partitioning() {
    return output.partitioning();
  }

  /** The view that is written. */
  public String view() {
    return output.name().value();
  }

  /** As written; overwrite where nothing is written, as Flare documents it. */
  public SaveMode saveMode() {
    return output.saveMode().map(mode -> mode.value()).orElse(SaveMode.OVERWRITE);
  }
}
