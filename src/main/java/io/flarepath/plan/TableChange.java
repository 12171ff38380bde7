package io.flarepath.plan;

import io.flarepath.table.Column;
import io.flarepath.table.ColumnTypes;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.workflow.Output.SchemaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pass changes of a table itself, in the commit that publishes its rows.
 *
 * @param added columns that the table lacks; they come at its end and may be null
 * @param widened columns whose type grows, also by fields of structs in it, with the new type
 * @param partitions what becomes of its partition spec
 */
public record TableChange(List<Column> added, List<Column> widened, Partitions partitions) {

  /** The table stays as it is. */
  public static final TableChange NONE = new TableChange(List.of(), List.of(), Partitions.STAY);

  public TableChange {
    added = List.copyOf(added);
    widened = List.copyOf(widened);
  }

  /** What becomes of a table's partition spec. */
  public enum Partitions {
    /** It stays. */
    STAY,
    /** It becomes the workflow's. */
    CHANGE,
    /**
     * It becomes the workflow's with the next pass: it needs a column that comes with this one. A
     * spec whose column is not published yet would break Iceberg's metadata tables for everybody.
     */
    CHANGE_LATER
  }

  public boolean isNone() {
    return added.isEmpty() && widened.isEmpty() && !repartitioned();
  }

  /** Whether this pass writes by the workflow's partition spec instead of the table's. */
  public boolean repartitioned() {
    return partitions == Partitions.CHANGE;
  }

  /** The change that the workflow asks for to a current table. */
  static TableChange of(OutputPlan output, TableFacts table, List<Column> result) {
    List<Column> added = new ArrayList<>();
    List<Column> widened = new ArrayList<>();
    if (output.output().schemaChange() == SchemaChange.ADD) {
      for (Column column : result) {
        Optional<Column> present = column.in(table.columns());
        if (present.isEmpty()) {
          added.add(column);
        } else {
          ColumnTypes.grown(present.get().type(), column.type())
              .ifPresent(type -> widened.add(new Column(present.get().name(), type)));
        }
      }
    }
    return new TableChange(added, widened, partitions(output, table, added));
  }

  /** A merge is the engine's own commit, and it writes by the partitions that it finds. */
  private static Partitions partitions(OutputPlan output, TableFacts table, List<Column> added) {
    List<PartitionColumn> wanted = output.partitioning().stream().map(PartitionColumn::of).toList();
    if (output.output().merge().isPresent()
        || wanted.isEmpty()
        || PartitionColumn.isSame(wanted, table.partitioning())) {
      return Partitions.STAY;
    }
    boolean isOfNewColumn =
        wanted.stream()
            .anyMatch(
                field -> added.stream().anyMatch(column -> isOf(field.column(), column.name())));
    return isOfNewColumn ? Partitions.CHANGE_LATER : Partitions.CHANGE;
  }

  /** Whether a partition's column is the given one, or a field in it. */
  private static boolean isOf(String partition, String column) {
    return (partition + ".").regionMatches(true, 0, column + ".", 0, column.length() + 1);
  }
}
