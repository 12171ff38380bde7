package io.flarepath.spark.rows;

import io.flarepath.plan.OutputWrite;
import io.flarepath.sql.SqlText;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableOrder;
import io.flarepath.workflow.PartitionField.Transform;
import io.flarepath.workflow.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Lays rows out for their files: the rows of a partition come together by a hash shuffle, so that
 * each partition's file is written once, and are sorted within it.
 *
 * <p>A range shuffle, which a global sort usually means, would sample and so compute the result
 * twice, for the same files: those of a partitioned table are per partition anyway. Only a table
 * without partitions is sorted by range.
 */
public final class Layout {

  private static final String PREFIX = "__flarepath_partition_";

  private final OutputWrite write;
  private final TableOrder order;

  /**
   * @param order how the table wants rows sorted, where the workflow does not say it
   */
  public Layout(OutputWrite write, TableOrder order) {
    this.write = write;
    this.order = order;
  }

  /** The number of the table's order by which files are sorted; 0: by none of them. */
  public static int orderId(OutputWrite write, TableOrder order) {
    return write.output().output().sort().isEmpty() ? order.id() : 0;
  }

  public Dataset<Row> apply(Dataset<Row> rows) {
    Optional<Sort> sort = write.output().output().sort();
    List<Column> sorting =
        sort.map(Layout::order)
            .orElseGet(
                () -> order.fields().stream().map(field -> order(field, rows.schema())).toList());
    if (write.partitioning().isEmpty()) {
      return sorted(rows, sorting, isGlobal(sort));
    }
    Dataset<Row> marked = rows;
    List<Column> partitions = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    int unsorted = unsorted(rows.schema());
    for (int i = 0; i < write.partitioning().size(); i++) {
      Column value = value(write.partitioning().get(i), rows);
      // What is sorted by is computed for each comparison, unless it is a column.
      if (i < unsorted && !(value.expr() instanceof UnresolvedAttribute)) {
        marks.add(PREFIX + i);
        marked = marked.withColumn(PREFIX + i, value);
        value = functions.col(PREFIX + i);
      }
      partitions.add(value);
    }
    List<Column> columns = new ArrayList<>(partitions.subList(0, unsorted));
    columns.addAll(sorting);
    return together(marked, partitions, columns).drop(marks.toArray(String[]::new));
  }

  /** What the rows of a partition have in common. */
  private Column value(PartitionColumn field, Dataset<Row> rows) {
    Column value = functions.expr(transform(field, rows.schema()));
    // Spark sorts -0.0 and 0.0 as one value, and Iceberg makes two partitions of them.
    return field.transform() == Transform.IDENTITY
            && hasTwoZeros(rows.select(value).schema().fields()[0].dataType())
        ? value.cast(DataTypes.StringType)
        : value;
  }

  private static boolean hasTwoZeros(DataType type) {
    return type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType);
  }

  /**
   * Brings the rows of each partition together, and sorts them.
   *
   * @param partitions what rows of one partition have in common; empty: there are none
   */
  public static Dataset<Row> together(
      Dataset<Row> rows, List<Column> partitions, Optional<Sort> sort) {
    List<Column> sorting = sort.map(Layout::order).orElse(List.of());
    if (partitions.isEmpty()) {
      return sorted(rows, sorting, isGlobal(sort));
    }
    List<Column> columns = new ArrayList<>(partitions);
    columns.addAll(sorting);
    return together(rows, partitions, columns);
  }

  private static Dataset<Row> together(
      Dataset<Row> rows, List<Column> partitions, List<Column> sorting) {
    // The hint of this name takes names of columns, and nothing that is computed.
    RebalancePartitions together =
        new RebalancePartitions(
            JavaConverters.asScalaBuffer(partitions.stream().map(Column::expr).toList()).toList(),
            rows.logicalPlan(),
            Option.empty(),
            Option.empty());
    return Dataset.ofRows(rows.sparkSession(), together)
        .sortWithinPartitions(sorting.toArray(Column[]::new));
  }

  private static Dataset<Row> sorted(Dataset<Row> rows, List<Column> sorting, boolean global) {
    if (sorting.isEmpty()) {
      return rows;
    }
    Column[] columns = sorting.toArray(Column[]::new);
    return global ? rows.orderBy(columns) : rows.sortWithinPartitions(columns);
  }

  /**
   * How many partition fields have to be sorted by before the first column that the rows are sorted
   * by anyway: the days of a time, for example, come in the order of the times. Spark sorts by one
   * number several times faster than by two columns.
   */
  private int unsorted(StructType schema) {
    List<PartitionColumn> fields = write.partitioning();
    Optional<String> first = firstSorted();
    int number = fields.size();
    while (number > 0 && isSortedBy(fields.get(number - 1), first, schema)) {
      number--;
    }
    return number;
  }

  private Optional<String> firstSorted() {
    return write
        .output()
        .output()
        .sort()
        .map(sort -> Optional.of(sort.columns().get(0).name().value()))
        .orElseGet(
            () ->
                order.fields().stream()
                    .limit(1)
                    .map(TableOrder.Field::of)
                    .filter(field -> field.transform() == Transform.IDENTITY)
                    .map(PartitionColumn::column)
                    .findFirst());
  }

  private static boolean isSortedBy(
      PartitionColumn partition, Optional<String> column, StructType schema) {
    List<StructField> found =
        Arrays.stream(schema.fields())
            .filter(field -> field.name().equalsIgnoreCase(column.orElse("")))
            .toList();
    if (found.size() != 1 || found.get(0).name().contains(".")) {
      return false;
    }
    return !hasTwoZeros(found.get(0).dataType()) && partition.keepsOrderOf(found.get(0).name());
  }

  private static boolean isGlobal(Optional<Sort> sort) {
    return sort.filter(s -> s.mode() == Sort.Mode.GLOBAL).isPresent();
  }

  private Column order(TableOrder.Field field, StructType schema) {
    Column column = functions.expr(transform(field.of(), schema));
    if (field.isAscending()) {
      return field.nullsFirst() ? column.asc_nulls_first() : column.asc_nulls_last();
    }
    return field.nullsFirst() ? column.desc_nulls_first() : column.desc_nulls_last();
  }

  /** Iceberg's own functions, so that rows come together exactly as the files are cut. */
  private String transform(PartitionColumn partition, StructType schema) {
    String system = SqlText.identifier(write.output().table().catalog()) + ".system.";
    String column = NestedName.sql(schema, partition.column());
    int size = partition.size().orElse(0);
    return switch (partition.transform()) {
      case IDENTITY -> column;
      case YEAR -> system + "years(" + column + ")";
      case MONTH -> system + "months(" + column + ")";
      case DAY -> system + "days(" + column + ")";
      case HOUR -> system + "hours(" + column + ")";
      case BUCKET -> system + "bucket(" + size + ", " + column + ")";
      case TRUNCATE -> system + "truncate(" + size + ", " + column + ")";
    };
  }

  private static List<Column> order(Sort sort) {
    return sort.columns().stream().map(Layout::order).toList();
  }

  private static Column order(Sort.Column sort) {
    Column column = functions.col(SqlText.identifier(sort.name().value()));
    return switch (sort.order()) {
      case ASC, ASC_NULLS_FIRST -> column.asc_nulls_first();
      case DESC, DESC_NULLS_LAST -> column.desc_nulls_last();
      case ASC_NULLS_LAST -> column.asc_nulls_last();
      case DESC_NULLS_FIRST -> column.desc_nulls_first();
    };
  }
}
