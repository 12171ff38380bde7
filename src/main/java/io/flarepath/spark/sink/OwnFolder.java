package io.flarepath.spark.sink;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.plan.ActionPlan;
import io.flarepath.source.DepotPath;
import io.flarepath.source.Escapes;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.files.DepotWall;
import io.flarepath.spark.files.Links;
import io.flarepath.spark.files.LocalPaths;
import io.flarepath.table.TableName;
import java.io.IOException;
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
   * Refuses folders that do not belong to the table, and folders with links to others.
   *
   * @param asked where to look for orphans; empty for the whole table
   * @throws FlarepathException if the folder is not the table's, and not within it
   */
  public void refuseOthers(Optional<Located<String>> asked) {
    Span place = asked.map(Located::span).orElse(plan.action().name().span());
    String own = location(place);
    if (asked.isPresent()) {
      refuseOther(asked.get(), own);
    }
    try {
      refuseLinks(asked.map(Located::value).orElse(own), own, place);
    } catch (IOException e) {
      throw new FlarepathException(
          rejected(place, "its folder cannot be looked at").because(SparkFailures.reason(e)), e);
    }
  }

  private void refuseOther(Located<String> folder, String own) {
    Optional<String> escape =
        Escapes.ofPath(folder.value().replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*:", ""));
    Configuration files = session.sparkContext().hadoopConfiguration();
    if (escape.isPresent() || !isWithin(folder.value(), own, files)) {
      Diagnostic rejected =
          rejected(
              folder.span(), "`%s` is not within the table's folder".formatted(folder.value()));
      throw new FlarepathException(
          escape
              .map(rejected::because)
              .orElse(rejected)
              .because("the files of other tables there would look like orphans and be removed")
              .help("remove `location`, or name a folder within the table's folder")
              .because("the table's folder is " + own));
    }
  }

  /** A file that a table knows by one path looks like an orphan by another. */
  private void refuseLinks(String folder, String own, Span place) throws IOException {
    Configuration hadoop = session.sessionState().newHadoopConf();
    Path path = new Path(folder);
    if (!LocalPaths.mayBeLocal(path)) {
      return; // Iceberg may reach it in its own way, and Hadoop may not.
    }
    FileSystem files = path.getFileSystem(hadoop);
    new DepotWall(new DepotPath(folder, Optional.of(own)), place, hadoop).checkWriting();
    Optional<java.nio.file.Path> local = LocalPaths.of(files, path);
    Optional<Links.Exit> link = local.isPresent() ? Links.toFolder(local.get()) : Optional.empty();
    if (link.isPresent()) {
      throw new FlarepathException(
          rejected(place, "there is a symbolic link in the table's folder")
              .because("%s leads to %s".formatted(link.get().path(), link.get().target()))
              .because("files that are reached by it would look like orphans and be removed")
              .help("remove the link"));
    }
  }

  private String location(Span place) {
    TableName name = plan.table();
    try {
      TableCatalog catalog =
          (TableCatalog) session.sessionState().catalogManager().catalog(name.catalog());
      Identifier table = Identifier.of(name.namespace().toArray(String[]::new), name.table());
      return Optional.ofNullable(
              catalog.loadTable(table).properties().get(TableCatalog.PROP_LOCATION))
          .orElseThrow(() -> new IllegalStateException("the catalog does not name it"));
    } catch (Exception e) {
      throw new FlarepathException(
          rejected(place, "the table's folder is unknown").because(SparkFailures.reason(e)), e);
    }
  }

  private Diagnostic rejected(Span place, String why) {
    return Diagnostic.error(Code.ACTION_REJECTED, "cannot run " + plan.words() + ": " + why)
        .at(place);
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
