package io.flarepath.spark.sink;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.ActionPlan;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.table.TableName;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * The folder of a table. Whatever the table does not know is an orphan to Iceberg, so it may look
 * for orphans nowhere else: the files of every other table there would be some.
 */
public final class OwnFolder {

  private final SparkSession session;
  private final ActionPlan plan;

  public OwnFolder(SparkSession session, ActionPlan plan) {
    this.session = session;
    this.plan = plan;
  }

  /**
   * Refuses folders that do not belong to the table.
   *
   * @throws FlarepathException if the folder is not the table's, and not within it
   */
  public void refuseOthers(Located<String> folder) {
    Optional<String> own = location(folder);
    Configuration files = session.sparkContext().hadoopConfiguration();
    if (own.filter(table -> isWithin(folder.value(), table, files)).isPresent()) {
      return;
    }
    Diagnostic rejected =
        rejected(folder, "`%s` is not within the table's folder".formatted(folder.value()))
            .because("the files of other tables there would look like orphans and be removed")
            .help("remove `location`, or name a folder within the table's folder");
    throw new FlarepathException(
        own.map(table -> rejected.because("the table's folder is " + table)).orElse(rejected));
  }

  private Optional<String> location(Located<String> folder) {
    TableName name = plan.table();
    try {
      TableCatalog catalog =
          (TableCatalog) session.sessionState().catalogManager().catalog(name.catalog());
      Identifier table = Identifier.of(name.namespace().toArray(String[]::new), name.table());
      return Optional.ofNullable(
          catalog.loadTable(table).properties().get(TableCatalog.PROP_LOCATION));
    } catch (Exception e) {
      throw new FlarepathException(
          rejected(folder, "the table's folder is unknown").because(SparkFailures.reason(e)), e);
    }
  }

  private Diagnostic rejected(Located<String> folder, String why) {
    return Diagnostic.error(Code.ACTION_REJECTED, "cannot run " + plan.words() + ": " + why)
        .at(folder.span());
  }

  /** Whether a folder is a table's, or lies within it. */
  static boolean isWithin(String folder, String table, Configuration files) {
    URI inner = whole(folder, files);
    URI outer = whole(table, files);
    return scheme(inner).equals(scheme(outer))
        && Objects.equals(inner.getAuthority(), outer.getAuthority())
        && (inner.getPath() + "/").startsWith(outer.getPath() + "/");
  }

  private static URI whole(String folder, Configuration files) {
    URI whole =
        new Path(folder).makeQualified(FileSystem.getDefaultUri(files), new Path("/")).toUri();
    return new Path(whole.normalize()).toUri();
  }

  /** Hadoop has several names for one store. */
  private static String scheme(URI folder) {
    String scheme = Optional.ofNullable(folder.getScheme()).orElse("");
    return scheme.equals("s3a") || scheme.equals("s3n") ? "s3" : scheme;
  }
}
