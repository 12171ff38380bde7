package io.flarepath.plan;

import io.flarepath.diagnostic.Located;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.PartitionField.Transform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one output is written.
 *
 * @param output what the user wrote
 * @param table the table that it goes to
 * @param content what the table holds
 */
public record OutputPlan(Output output, TableName table, Content content) {

  /** What a table holds of a job. */
  public enum Content {
    /** The job's result, and its state. */
    RESULT,
    /** The state alone, of several jobs: it is the table of {@link StateTable}. */
    STATE
  }

  /** An output that a user wrote. */
  public OutputPlan(Output output, TableName table) {
    this(output, table, Content.RESULT);
  }

  /**
   * How the workflow asks for the table to be partitioned: as its {@code partitionSpec} says, else
   * by the columns of {@code partitionBy}; empty where it does not say.
   */
  public List<PartitionField> partitioning() {
    return output.partitioning().isEmpty()
        ? output.writer().partitionBy().stream().map(OutputPlan::identity).toList()
        : output.partitioning();
  }

  private static PartitionField identity(Located<String> column) {
    return new PartitionField(
        column.map(name -> Transform.IDENTITY), column, Optional.empty(), OptionalInt.empty());
  }

  /** Whether a pass over a window replaces the rows of that window in the table, and no others. */
  public boolean replacesWindow() {
    return AskedWrite.of(output) == AskedWrite.REPLACE_WINDOW;
  }

  /** Whether a pass adds rows to the table, whatever it has, so that a row may come in twice. */
  public boolean addsRows() {
    return AskedWrite.of(output) == AskedWrite.APPEND;
  }

  /**
   * The table properties that the workflow asks for.
   *
   * @param columns the names of the result's columns
   */
  public Map<String, String> properties(List<String> columns) {
    return TableProperties.of(output, columns);
  }

  /** What is said to the engine's writer, beyond what the table's properties say. */
  public Map<String, String> writerOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    // The table's property is set with the commit that publishes, and these files come before.
    output
        .writer()
        .compression()
        .flatMap(codec -> Codec.of(codec.value()))
        .ifPresent(codec -> options.put("compression-codec", codec.word(Codec.format(output))));
    output.writer().extra().forEach((name, value) -> options.put(name, value.value()));
    return options;
  }

  /** The view that is written. */
  public String view() {
    return output.name().value();
  }

  public SaveMode saveMode() {
    return output.saveModeFor(false);
  }
}
