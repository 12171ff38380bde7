package io.flarepath.spark;

import io.flarepath.audit.Measure;
import io.flarepath.audit.Measures;
import io.flarepath.publish.WriteCounts;
import io.flarepath.workflow.Assertion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/** A result that is read more than once: computed once, and kept in memory or on disk meanwhile. */
final class KeptResult {

  private final Dataset<Row> rows;
  private final List<Measure> measures;
  private final boolean isOurs;

  KeptResult(Dataset<Row> result, List<Assertion> assertions) {
    // Spark keeps rows by their plan: a step may have kept these, for other views too.
    this.isOurs = result.storageLevel().equals(StorageLevel.NONE());
    this.rows = result.persist(StorageLevel.MEMORY_AND_DISK());
    this.measures = Measures.riding(assertions);
  }

  Dataset<Row> rows() {
    return rows;
  }

  /** Counts the rows, and measures what their assertions ask for. */
  WriteCounts counted() {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < measures.size(); i++) {
      columns.add(functions.expr(measures.get(i).expression()).as("m" + i));
    }
    Row counted =
        rows.agg(functions.count(functions.lit(1)), columns.toArray(Column[]::new)).first();
    Map<String, Double> measured = new HashMap<>();
    for (int i = 0; i < measures.size(); i++) {
      if (!counted.isNullAt(i + 1)) {
        measured.put(measures.get(i).name(), counted.getDouble(i + 1));
      }
    }
    return new WriteCounts(-1, counted.getLong(0), 0, 0, List.of(), -1, 0, measured);
  }

  void release() {
    if (isOurs) {
      rows.unpersist();
    }
  }
}
