package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;

/**
 * The order of the rows inside the files that are written.
 *
 * @param columns from the most significant to the least
 */
public record Sort(Mode mode, List<Column> columns) {

  public Sort {
    columns = List.copyOf(columns);
  }

  /** How far the order reaches. */
  public enum Mode {
    /** Within each partition. */
    PARTITION,
    /** Over all rows. */
    GLOBAL
  }

  /** One column of the order. */
  public record Column(Located<String> name, Order order) {}

  /** The direction, and where nulls go; ascending puts them first by default, descending last. */
  public enum Order {
    ASC,
    DESC,
    ASC_NULLS_FIRST,
    ASC_NULLS_LAST,
    DESC_NULLS_FIRST,
    DESC_NULLS_LAST
  }
}
