package io.flarepath.plan;

import io.flarepath.pass.Carrier;
import io.flarepath.table.Column;
import java.util.List;

/**
 * What is known of a result before it is computed.
 *
 * @param columns its columns
 * @param carriers which of them are made from the windows' columns alone
 */
public record ResultShape(List<Column> columns, List<Carrier> carriers) {
  public ResultShape {
    columns = List.copyOf(columns);
    carriers = List.copyOf(carriers);
  }
}
