package io.flarepath.plan;

import io.flarepath.table.Column;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The table properties that the workflow asks for. */
  public Map<String, String> properties() {
    return output.properties(columnNames());
  }

  /** The names of the result's columns and of the table's. */
  List<String> columnNames() {
    return Stream.concat(
            columns().stream(), table.stream().flatMap(facts -> facts.columns().stream()))
        .map(Column::name)
        .distinct()
        .toList();
  }
}
