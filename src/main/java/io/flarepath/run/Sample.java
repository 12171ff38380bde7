package io.flarepath.run;

import io.flarepath.table.Column;
import java.util.List;

/**
 * Some rows of a view.
 *
 * @param rows their values as text, in the order of the columns
 */
public record Sample(String view, List<Column> columns, List<List<String>> rows) {
  public Sample {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
