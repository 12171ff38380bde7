package io.flarepath.fire;

import java.util.Map;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** The JDBC catalog, with a gate around each commit. The property {@code fire.gate} names it. */
public final class FireCatalog extends JdbcCatalog {

  static final String GATE = "fire.gate";

  private Gate gate = Gate.OPEN;

  @Override
  public void initialize(String name, Map<String, String> properties) {
    gate = Gate.named(properties.getOrDefault(GATE, ""));
    super.initialize(name, properties);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier table) {
    return new FireOperations(super.newTableOps(table), gate);
  }
}
