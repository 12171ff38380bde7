package io.flarepath.spark.rows;

import io.flarepath.audit.Measures;
import io.flarepath.pass.WriteCounts;
import io.flarepath.workflow.Assertion;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** A result that is read more than once: computed once, and kept in memory or on disk meanwhile. */
public final class KeptResult {

  private final Dataset<Row> rows;
  private final Aggregates measures;
  private final boolean isOurs;

  public KeptResult(Dataset<Row> result, List<Assertion> assertions) {
    // Spark keeps rows by their plan: a step may have kept these, for other views too.
    this.isOurs = result.storageLevel().equals(StorageLevel.NONE());
    this.rows = result.persist(StorageLevel.MEMORY_AND_DISK());
    this.measures = new Aggregates(Measures.riding(assertions, TypeText.columns(result)));
  }

  public Dataset<Row> rows() {
    return rows;
  }

  /** Counts the rows, and measures what their assertions ask for. */
  public WriteCounts counted() {
    Column[] columns = measures.columns().toArray(Column[]::new);
    Row counted = rows.agg(functions.count(functions.lit(1)), columns).first();
    return new WriteCounts(
        -1, counted.getLong(0), 0, 0, List.of(), -1, 0, measures.values(counted, 1));
  }

  public void release() {
    if (isOurs) {
      rows.unpersist();
    }
  }
}
