package io.flarepath.iceberg;

import io.flarepath.connector.RootCause;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Warehouse;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Settings;
import io.flarepath.table.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * The catalogs of the settings, opened when they are first needed. The catalog is asked in each
 * call, so what another process commits is seen at once.
 */
public final class Catalogs {

  private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

  private static final String SPARK_HADOOP = "spark.hadoop.";

  private final Settings settings;
  private final Map<String, Catalog> open = new ConcurrentHashMap<>();

  public Catalogs(Settings settings) {
    this.settings = settings;
  }

  /** The table as it is now; empty when it is not there. */
  Optional<Table> load(TableName name) {
    try {
      return Optional.of(catalog(name).loadTable(identifier(name)));
    } catch (NoSuchTableException | NoSuchNamespaceException e) {
      return Optional.empty();
    } catch (FlarepathException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw failed(name, "the table cannot be loaded", e);
    }
  }

  /**
   * A table that was loaded before, as it is now; empty when it is not there any more. The same
   * table is brought up to date where that reads its metadata only if it has changed, and where it
   * needs no new credentials; else it is loaded again.
   */
  Optional<Table> again(TableName name, Table loaded) {
    if (((HasTableOperations) loaded).operations() instanceof BaseMetastoreTableOperations known) {
      try {
        known.refresh();
        return Optional.of(loaded);
      } catch (RuntimeException e) {
        // It was dropped, and perhaps made again; or the catalog does not answer.
        LOG.debug("{} cannot be brought up to date", name, e);
      }
    }
    return load(name);
  }

  /** Whether there is a view of this name. */
  boolean isView(TableName name) {
    try {
      return catalog(name) instanceof ViewCatalog views && views.viewExists(identifier(name));
    } catch (RuntimeException e) {
      return false; // Many catalogs know no views, and some of these say it by an exception.
    }
  }

  /** The catalog of a table. */
  Catalog catalog(TableName name) {
    return open.computeIfAbsent(name.catalog(), this::open);
  }

  /** What the files of a table stay in. */
  WarehouseWall wall(TableName name) {
    return new WarehouseWall(
        Optional.ofNullable(settings.catalogs().get(name.catalog())).flatMap(Warehouse::of),
        hadoop());
  }

  /** Makes the table's namespace, if it is not there. */
  void ensureNamespace(TableName name) {
    Namespace namespace = identifier(name).namespace();
    if (catalog(name) instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (RuntimeException e) {
        // Not every catalog has an error of its own for it: another process may have just created
        // it.
        if (!namespaces.namespaceExists(namespace)) {
          throw e;
        }
      }
    }
  }

  static TableIdentifier identifier(TableName name) {
    return TableIdentifier.of(Namespace.of(name.namespace().toArray(String[]::new)), name.table());
  }

  static FlarepathException failed(TableName name, String what, Throwable cause) {
    return new FlarepathException(
        RootCause.of(cause)
            .explain(Diagnostic.error(Code.CATALOG_FAILED, "%s: %s".formatted(name, what)))
            .help("check `flarepath.catalogs." + name.catalog() + "` in the settings"),
        cause);
  }

  private Catalog open(String name) {
    CatalogSettings catalog = settings.catalogs().get(name);
    if (catalog == null) {
      throw new FlarepathException(
          Diagnostic.error(Code.UNKNOWN_CATALOG, "unknown catalog `" + name + "`")
              .because(
                  "the settings define these catalogs: "
                      + String.join(", ", settings.catalogs().keySet())));
    }
    try {
      return CatalogUtil.buildIcebergCatalog(name, new HashMap<>(catalog.properties()), hadoop());
    } catch (RuntimeException | LinkageError e) {
      throw new FlarepathException(
          RootCause.of(e)
              .explain(
                  Diagnostic.error(
                      Code.CATALOG_FAILED, "the catalog `" + name + "` cannot be opened"))
              .help("check `flarepath.catalogs." + name + "` in the settings"),
          e);
    }
  }

  /** What the engine knows of file systems, if it runs; else what the settings say of them. */
  private Configuration hadoop() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      return session.get().sparkContext().hadoopConfiguration();
    }
    Configuration configuration = new Configuration();
    settings
        .spark()
        .forEach(
            (key, value) -> {
              if (key.startsWith(SPARK_HADOOP)) {
                configuration.set(key.substring(SPARK_HADOOP.length()), value);
              }
            });
    return configuration;
  }
}
