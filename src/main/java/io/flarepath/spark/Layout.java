package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.sql.SqlText;
import io.flarepath.table.PartitionColumn;
import io.flarepath.workflow.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Lays rows out for their files: the rows of a partition come together by a hash shuffle, so that
 * each partition's file is written once, and are sorted within it.
 *
 * <p>A range shuffle, which a global sort usually means, would sample and so compute the result
 * twice, for the same files: those of a partitioned table are per partition anyway. Only a table
 * without partitions is sorted by range.
 */
final class Layout {

  private static final String PREFIX = "__flarepath_partition_";

  private final OutputWrite write;

  Layout(OutputWrite write) {
    this.write = write;
  }

  Dataset<Row> apply(Dataset<Row> rows) {
    Optional<Sort> sort = write.output().output().sort();
    if (write.partitioning().isEmpty()) {
      return together(rows, List.of(), sort);
    }
    Dataset<Row> marked = rows;
    List<Column> partitions = new ArrayList<>();
    for (int i = 0; i < write.partitioning().size(); i++) {
      marked =
          marked.withColumn(PREFIX + i, functions.expr(transform(write.partitioning().get(i), rows.schema())));
      partitions.add(functions.col(PREFIX + i));
    }
    Dataset<Row> sorted = together(marked, partitions, sort);
    for (int i = 0; i < partitions.size(); i++) {
      sorted = sorted.drop(PREFIX + i);
    }
    return sorted;
  }

  /**
   * Brings the rows of each partition together, and sorts them.
   *
   * @param partitions what rows of one partition have in common; empty: there are none
   */
  static Dataset<Row> together(Dataset<Row> rows, List<Column> partitions, Optional<Sort> sort) {
    List<Column> all = new ArrayList<>(partitions);
    sort.map(Layout::order).ifPresent(all::addAll);
    if (all.isEmpty()) {
      return rows;
    }
    Column[] columns = all.toArray(Column[]::new);
    if (!partitions.isEmpty()) {
      // The hint takes Spark's expressions, and nothing else.
      return rows.hint("rebalance", partitions.stream().map(Column::expr).toArray())
          .sortWithinPartitions(columns);
    }
    boolean global = sort.filter(s -> s.mode() == Sort.Mode.GLOBAL).isPresent();
    return global ? rows.orderBy(columns) : rows.sortWithinPartitions(columns);
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
