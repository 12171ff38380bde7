package io.flarepath.table;

import java.util.List;
import java.util.Optional;

/**
 * A column of a table or a result.
 *
 * @param name the column's name
 * @param type its type as the engine's SQL writes it, for example {@code timestamp} or {@code
 *     decimal(10,2)}; lower case
 */
public record Column(String name, String type) {

  /** As people read it: {@code `id` (bigint)}. */
  @Override
  public String toString() {
    return "`" + name + "` (" + type + ")";
  }

  /** The column of this name, ignoring case. */
  public Optional<Column> in(List<Column> columns) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }
}
