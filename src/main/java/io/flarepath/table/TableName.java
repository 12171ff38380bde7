package io.flarepath.table;

import io.flarepath.sql.SqlText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table in a catalog.
 *
 * @param catalog the catalog's name in the settings, and in the engine
 * @param namespace the levels between catalog and table; at least one
 * @param table the table's own name
 */
public record TableName(String catalog, List<String> namespace, String table) {

  public TableName {
    namespace = List.copyOf(namespace);
  }

  /** For SQL and the engine: every part in back quotes. */
  public String quoted() {
    return SqlText.identifier(parts().toArray(String[]::new));
  }

  /** The same without the catalog, where the catalog is given already. */
  public String quotedInCatalog() {
    return SqlText.identifier(parts().skip(1).toArray(String[]::new));
  }

  /** {@code icebase.retail.flights}. */
  @Override
  public String toString() {
    return parts().collect(Collectors.joining("."));
  }

  private Stream<String> parts() {
    return Stream.concat(Stream.of(catalog), Stream.concat(namespace.stream(), Stream.of(table)));
  }
}
