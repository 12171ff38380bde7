package io.flarepath.spark.cost;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.CommandResultExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.LeafExecNode;
import org.apache.spark.sql.execution.LocalTableScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.RangeExec;
import org.apache.spark.sql.execution.RowDataSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.command.ExecutedCommandExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.execution.datasources.v2.LeafV2CommandExec;
import scala.collection.JavaConverters;

/**
 * What the scans of a finished plan read, as far as they tell: those of Iceberg and of files do.
 *
 * @param tables how many data files tables have that scans read at a known snapshot, by their names
 * @param handed the names under which files were handed to scans
 */
record PlanScans(Map<String, Long> tables, IdentityHashMap<Scan, String> handed) {

  /** The option by which a query reads files that are handed over under a name. */
  private static final String HANDED = "scan-task-set-id";

  private static final Set<Class<?>> READ_NO_FILES =
      Set.of(
          LocalTableScanExec.class,
          RangeExec.class,
          // A table of a database: its rows are in no files that could be counted.
          RowDataSourceScanExec.class,
          ExecutedCommandExec.class,
          CommandResultExec.class,
          AdaptiveSparkPlanExec.class,
          InMemoryTableScanExec.class);

  /** What a query read that has ended. */
  static Scans of(QueryExecution query, Map<String, Long> tables) {
    PlanScans scans = new PlanScans(tables, handed(query.optimizedPlan()));
    return PlanNodes.of(query.executedPlan()).stream()
        .map(scans::node)
        .reduce(Scans.NONE, Scans::plus);
  }

  private static IdentityHashMap<Scan, String> handed(LogicalPlan plan) {
    IdentityHashMap<Scan, String> names = new IdentityHashMap<>();
    for (LogicalPlan leaf : JavaConverters.seqAsJavaList(plan.collectLeaves())) {
      if (leaf instanceof DataSourceV2ScanRelation relation) {
        Optional.ofNullable(relation.relation().options().get(HANDED))
            .ifPresent(name -> names.put(relation.scan(), name));
      }
    }
    return names;
  }

  private Scans node(SparkPlan node) {
    if (node instanceof BatchScanExec scan) {
      return batch(scan);
    }
    if (node instanceof FileSourceScanExec scan) {
      return files(scan);
    }
    return node instanceof LeafExecNode && !readsNoFiles(node) ? Scans.UNKNOWN : Scans.NONE;
  }

  private static boolean readsNoFiles(SparkPlan leaf) {
    return READ_NO_FILES.contains(leaf.getClass())
        || leaf instanceof QueryStageExec
        || leaf instanceof LeafV2CommandExec
        || (leaf instanceof RDDScanExec rows && rows.name().equals("OneRowRelation"));
  }

  /** A scan whose plan runs again does not say again what it reads. */
  private static Scans files(FileSourceScanExec scan) {
    long files = metric(scan, "numFiles");
    boolean tells =
        files > 0
            || Arrays.stream(scan.selectedPartitions()).allMatch(found -> found.files().isEmpty());
    if (!tells) {
      return Scans.UNKNOWN;
    }
    // How many files are in partitions that were left out is not known.
    boolean isWhole = scan.relation().partitionSchema().isEmpty();
    return Scans.of(files, metric(scan, "filesSize"))
        .skipping(isWhole ? OptionalLong.of(0) : OptionalLong.empty());
  }

  /**
   * A scan counts the files that it skipped one by one, and not those whose whole manifest it
   * skipped: what the snapshot has and the scan did not read is the better number.
   */
  private Scans batch(BatchScanExec scan) {
    long files = metric(scan, "resultDataFiles");
    boolean tells = metric(scan, "totalDataManifest") > 0 || scan.inputPartitions().isEmpty();
    if (!scan.metrics().contains("resultDataFiles") || !tells) {
      // Else it is a plan that runs again, or another kind of table.
      return Optional.ofNullable(handed.get(scan.scan()))
          .flatMap(HandedFiles::of)
          .orElse(Scans.UNKNOWN);
    }
    Long all = tables.get(scan.table().name());
    OptionalLong skipped =
        all != null
            ? OptionalLong.of(Math.max(0, all - files))
            : metric(scan, "skippedDataManifests") == 0
                ? OptionalLong.of(metric(scan, "skippedDataFiles"))
                : OptionalLong.empty();
    return Scans.of(files, metric(scan, "totalDataFileSize")).skipping(skipped);
  }

  private static long metric(SparkPlan node, String name) {
    return node.metrics().contains(name) ? node.metrics().apply(name).value() : 0;
  }
}
