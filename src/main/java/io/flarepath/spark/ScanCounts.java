package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Engine.FrozenTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.execution.CommandResultExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.RowDataSourceScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;
import scala.collection.JavaConverters;

/**
 * What the inputs' scans of a finished plan counted. The scan by which a table's own rows are kept
 * is not one of them.
 *
 * <p>A scan counts the files that it skipped one by one, and not those whose whole manifest it
 * skipped: what the snapshot has and the scan did not read is the better number.
 *
 * @param rows rows that came out of files; -1 where the plan does not tell
 * @param filesRead files that were read; -1 where the plan does not tell
 * @param filesSkipped files that did not have to be read
 */
record ScanCounts(long rows, long filesRead, long filesSkipped) {

  static ScanCounts of(SparkPlan plan, List<FrozenInput> inputs, OutputWrite write) {
    String target = write.output().table().toString();
    Map<String, OptionalLong> tables = new HashMap<>();
    for (FrozenInput input : inputs) {
      input.tables().forEach((name, table) -> tables.put(name.toString(), files(input, table)));
    }
    long rows = 0;
    long read = 0;
    long skipped = 0;
    for (SparkPlan node : nodes(plan)) {
      if (node instanceof RDDScanExec) {
        return new ScanCounts(-1, -1, 0); // A batch of a stream: its scans are not in this plan.
      }
      if (node instanceof BatchScanExec scan
          && (tables.containsKey(target) || !scan.table().name().equals(target))) {
        long files = metric(scan, "resultDataFiles");
        OptionalLong all = tables.getOrDefault(scan.table().name(), OptionalLong.empty());
        rows += metric(scan, "numOutputRows");
        read += files;
        skipped +=
            all.isPresent()
                ? Math.max(0, all.getAsLong() - files)
                : metric(scan, "skippedDataFiles");
      } else if (node instanceof FileSourceScanExec scan) {
        rows += metric(scan, "numOutputRows");
        read += metric(scan, "numFiles");
      } else if (node instanceof RowDataSourceScanExec scan) {
        rows += metric(scan, "numOutputRows");
      }
    }
    return new ScanCounts(rows, read, skipped);
  }

  /** How many data files the tables of inputs have, by their names, where that is known. */
  static Map<String, Long> files(List<FrozenInput> inputs) {
    Map<String, Long> known = new HashMap<>();
    for (FrozenInput input : inputs) {
      input
          .tables()
          .forEach(
              (name, table) ->
                  files(input, table).ifPresent(count -> known.put(name.toString(), count)));
    }
    return known;
  }

  /** The same with the table that a pass writes to, as it is then. */
  static Map<String, Long> files(List<FrozenInput> inputs, OutputWrite write) {
    Map<String, Long> known = files(inputs);
    write
        .table()
        .ifPresent(
            facts ->
                facts
                    .dataFiles()
                    .ifPresent(count -> known.putIfAbsent(facts.name().toString(), count)));
    return known;
  }

  /** How many files there are; unknown where the user chose another snapshot. */
  private static OptionalLong files(FrozenInput input, FrozenTable table) {
    return input.input().choosesVersion() ? OptionalLong.empty() : table.dataFiles();
  }

  private static long metric(SparkPlan node, String name) {
    return node.metrics().contains(name) ? node.metrics().apply(name).value() : 0;
  }

  /** Every node that ran, through the wrappers of commands, stages and reuse, each once. */
  private static Set<SparkPlan> nodes(SparkPlan root) {
    Set<SparkPlan> seen = new HashSet<>();
    Deque<SparkPlan> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      SparkPlan node = open.pop();
      if (node instanceof CommandResultExec command) {
        open.push(command.commandPhysicalPlan());
      } else if (node instanceof AdaptiveSparkPlanExec adaptive) {
        open.push(adaptive.executedPlan());
      } else if (node instanceof QueryStageExec stage) {
        open.push(stage.plan());
      } else if (node instanceof InMemoryTableScanExec kept && seen.add(node)) {
        open.push(kept.relation().cachedPlan());
      } else if (!(node instanceof ReusedExchangeExec) && seen.add(node)) {
        JavaConverters.seqAsJavaList(node.children()).forEach(open::push);
      }
    }
    return seen;
  }
}
