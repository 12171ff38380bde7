package io.flarepath.table;

import java.util.List;

/**
 * How a table says that the rows of its files are sorted.
 *
 * @param id the number of this order in the table; 0: it has none
 * @param fields the most significant first
 */
public record TableOrder(int id, List<Field> fields) {

  public static final TableOrder NONE = new TableOrder(0, List.of());

  public TableOrder {
    fields = List.copyOf(fields);
  }

  /**
   * One field of the order.
   *
   * @param of a column, or what a transform makes of it
   */
  public record Field(PartitionColumn of, boolean isAscending, boolean nullsFirst) {}
}
