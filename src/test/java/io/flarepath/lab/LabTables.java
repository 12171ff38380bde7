package io.flarepath.lab;

import io.flarepath.settings.Settings;
import io.flarepath.state.JobMark;
import io.flarepath.state.MarkTag;
import io.flarepath.state.PropertyNames;
import io.flarepath.state.State;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** The tables of one test, in the namespace {@code icebase.retail}: made, filled, and read. */
public final class LabTables {

  private static final String NAMESPACE = "icebase.retail.";

  private final SparkSession session;
  private final Catalog catalog;

  /** The tables of the settings' catalog {@code icebase}. */
  public LabTables(Settings settings, String timeZone) {
    session = LabSpark.session().newSession();
    session.conf().set("spark.sql.session.timeZone", timeZone);
    settings.spark().forEach((name, value) -> session.conf().set(name, value));
    Map<String, String> properties =
        Optional.ofNullable(settings.catalogs().get("icebase")).orElseThrow().properties();
    String prefix = "spark.sql.catalog.icebase";
    session.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    session.conf().set(prefix + ".cache-enabled", "false");
    properties.forEach((name, value) -> session.conf().set(prefix + "." + name, value));
    catalog = CatalogUtil.buildIcebergCatalog("icebase", properties, new Configuration());
  }

  public SparkSession session() {
    return session;
  }

  void close() {
    if (catalog instanceof Closeable open) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  // ---- Making and changing.

  /**
   * Makes a table.
   *
   * @param columns as SQL writes them: {@code at timestamp, id bigint}
   * @param partitions Spark's transforms, {@code days(at)}; empty for none
   */
  public LabTables create(String table, String columns, String partitions) {
    sql("CREATE NAMESPACE IF NOT EXISTS icebase.retail");
    sql(
        "CREATE TABLE %s (%s) USING iceberg %s"
            .formatted(
                NAMESPACE + table,
                columns,
                partitions.isEmpty() ? "" : "PARTITIONED BY (" + partitions + ")"));
    return this;
  }

  /**
   * Adds rows in one commit.
   *
   * @param rows each as SQL literals, {@code "'2024-01-01 10:00:00', 7"}; they are cast to the
   *     columns' types
   */
  public LabTables insert(String table, String... rows) {
    StructField[] fields = session.table(NAMESPACE + table).schema().fields();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      columns.add("CAST(col%d AS %s)".formatted(i + 1, fields[i].dataType().sql()));
    }
    String values =
        Arrays.stream(rows).map(row -> "(" + row + ")").collect(Collectors.joining(","));
    sql(
        "INSERT INTO %s SELECT %s FROM VALUES %s"
            .formatted(NAMESPACE + table, String.join(", ", columns), values));
    return this;
  }

  /** Runs any statement; {@code {}} stands for the namespace, as in {@code {}orders}. */
  public List<String> sql(String statement) {
    return texts(session.sql(statement.replace("{}", NAMESPACE)));
  }

  // ---- Looking.

  /** All rows, sorted, each as its values joined by {@code " | "}. */
  public List<String> rows(String table) {
    return texts(session.table(NAMESPACE + table)).stream().sorted().toList();
  }

  public boolean exists(String table) {
    return catalog.tableExists(identifier(table));
  }

  /** The table as it is now. */
  public Table table(String table) {
    return catalog.loadTable(identifier(table));
  }

  /** The names of the table's branches, main among them. */
  public Set<String> branches(String table) {
    Set<String> names = new TreeSet<>();
    table(table)
        .refs()
        .forEach(
            (name, ref) -> {
              if (ref.isBranch()) {
                names.add(name);
              }
            });
    return names;
  }

  /** Leaves a job's state as a version left it that set neither seals nor tags. */
  public LabTables unsealed(String table, String job) {
    sql("ALTER TABLE {}%s UNSET TBLPROPERTIES ('%s')".formatted(table, PropertyNames.seal(job)));
    sql("ALTER TABLE {}%s DROP TAG IF EXISTS `%s`".formatted(table, MarkTag.of(job)));
    return this;
  }

  /** Leaves a job's seal and tag as they are left by a publish of a version that knows neither. */
  public LabTables byAnEarlierVersion(String table, String job, Runnable publish) {
    Table before = table(table);
    String seal = before.properties().getOrDefault(PropertyNames.seal(job), "");
    long tagged =
        Optional.ofNullable(before.refs().get(MarkTag.of(job))).orElseThrow().snapshotId();
    publish.run();
    sql(
        "ALTER TABLE {}%s SET TBLPROPERTIES ('%s' = '%s')"
            .formatted(table, PropertyNames.seal(job), seal));
    sql(
        "ALTER TABLE {}%s CREATE OR REPLACE TAG `%s` AS OF VERSION %d"
            .formatted(table, MarkTag.of(job), tagged));
    return this;
  }

  /** Main's snapshots, the oldest first. */
  public List<Snapshot> history(String table) {
    List<Snapshot> history = new ArrayList<>();
    SnapshotUtil.currentAncestors(table(table)).forEach(history::add);
    Collections.reverse(history);
    return history;
  }

  /** Main's newest snapshot. */
  public Snapshot current(String table) {
    return Optional.ofNullable(table(table).currentSnapshot()).orElseThrow();
  }

  /** What main's newest snapshot says of itself: its entries of ours. */
  public Map<String, String> summary(String table) {
    return ours(Optional.ofNullable(current(table).summary()).orElse(Map.of()));
  }

  /** The table properties of ours. */
  public Map<String, String> properties(String table) {
    return ours(table(table).properties());
  }

  public JobMark mark(String table, String job) {
    return JobMark.read(job, table(table).properties());
  }

  public State state(String table, String job) {
    return mark(table, job).state();
  }

  /** Every version of the metadata that the table has had, the oldest first. */
  public List<TableMetadata> versions(String table) {
    Table now = table(table);
    TableMetadata current = ((HasTableOperations) now).operations().current();
    return Stream.concat(
            current.previousFiles().stream()
                .map(entry -> TableMetadataParser.read(now.io(), entry.file())),
            Stream.of(current))
        .toList();
  }

  /** The file of the newest metadata: it changes with every commit. */
  public String metadataFile(String table) {
    return ((HasTableOperations) table(table)).operations().current().metadataFileLocation();
  }

  /** Data files in the table's folder that no snapshot knows. */
  public List<String> orphans(String table) {
    Set<String> known = new HashSet<>();
    sql("SELECT DISTINCT file_path FROM {}" + table + ".all_data_files")
        .forEach(file -> known.add(URI.create(file).getPath()));
    Path data = Path.of(URI.create(table(table).location()).getPath(), "data");
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".parquet") && !known.contains(file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TableIdentifier identifier(String table) {
    return TableIdentifier.of("retail", table);
  }

  private static Map<String, String> ours(Map<String, String> entries) {
    Map<String, String> ours = new LinkedHashMap<>();
    entries.forEach(
        (name, value) -> {
          if (name.startsWith("flarepath.")) {
            ours.put(name, value);
          }
        });
    return ours;
  }

  private static List<String> texts(Dataset<Row> rows) {
    String[] columns = rows.columns();
    return rows
        .selectExpr(
            Arrays.stream(columns)
                .map(column -> "CAST(`" + column + "` AS STRING)")
                .toArray(String[]::new))
        .collectAsList()
        .stream()
        .map(LabTables::text)
        .toList();
  }

  private static String text(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(row.isNullAt(i) ? "null" : row.getString(i));
    }
    return String.join(" | ", values);
  }
}
