package io.flarepath.spark;

import java.util.LinkedHashMap;
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

  private final Map<String, Dataset<Row>> byView = new LinkedHashMap<>();

  /** Keeps rows once they are computed. A view that is kept already stays as it is. */
  void keep(String view, Dataset<Row> rows, StorageLevel level) {
    if (byView.putIfAbsent(folded(view), rows) == null) {
      rows.persist(level);
    }
  }

  void release(String view) {
    Optional.ofNullable(byView.remove(folded(view))).ifPresent(Dataset::unpersist);
  }

  void releaseAll() {
    byView.values().forEach(Dataset::unpersist);
    byView.clear();
  }

  private static String folded(String view) {
    return view.toLowerCase(Locale.ROOT);
  }
}
