package io.flarepath.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows that the steps of one pass keep, by the name of their view. Sessions share Spark's
 * cache, so each gives back what it put there, and no more.
 */
final class Kept {

  // Several of one name, where a step shadows a view; Spark itself may have given back the first.
  private final Map<String, List<Dataset<Row>>> byView = new LinkedHashMap<>();

  /** Keeps rows once they are computed. Rows that are kept already stay as they are. */
  void keep(String view, Dataset<Row> rows, StorageLevel level) {
    rows.persist(level);
    byView.computeIfAbsent(folded(view), name -> new ArrayList<>()).add(rows);
  }

  /** Gives back what is kept under the name of a view. */
  void release(String view) {
    Optional.ofNullable(byView.remove(folded(view)))
        .ifPresent(kept -> kept.forEach(Dataset::unpersist));
  }

  void releaseAll() {
    byView.values().forEach(kept -> kept.forEach(Dataset::unpersist));
    byView.clear();
  }

  private static String folded(String view) {
    return view.toLowerCase(Locale.ROOT);
  }
}
