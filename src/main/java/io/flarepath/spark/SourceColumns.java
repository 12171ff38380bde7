package io.flarepath.spark;

import io.flarepath.pass.SourceColumn;
import io.flarepath.spark.lineage.Traced;
import io.flarepath.spark.rows.TypeText;
import java.util.ArrayList;
import java.util.List;

/** The columns that a decision was told of, by which it asks again. Not thread-safe. */
final class SourceColumns {

  private final List<Traced> columns = new ArrayList<>();

  /** A value; the same one is the same column each time. */
  SourceColumn of(Traced traced) {
    for (int id = 0; id < columns.size(); id++) {
      if (columns.get(id).isSame(traced)) {
        return shown(id);
      }
    }
    columns.add(traced);
    return shown(columns.size() - 1);
  }

  private SourceColumn shown(int id) {
    Traced traced = columns.get(id);
    return new SourceColumn(id, traced.name(), TypeText.of(traced.type()));
  }

  /** The value that a column is. */
  Traced traced(SourceColumn column) {
    return columns.get(column.id());
  }

  /** Begins a new decision. */
  void forget() {
    columns.clear();
  }
}
