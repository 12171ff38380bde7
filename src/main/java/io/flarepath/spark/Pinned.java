package io.flarepath.spark;

import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.table.TableName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * The tables that a view reads, in the plan that Spark makes of it: through further views, and
 * whatever catalog their names are written for.
 */
final class Pinned {

  private static final Logger LOG = LoggerFactory.getLogger(Pinned.class);

  private static final String SNAPSHOT = "snapshot-id";

  private Pinned() {}

  /** The tables of the catalogs that rows are read from. */
  static Set<TableName> tables(Dataset<Row> rows) {
    Set<TableName> tables = new LinkedHashSet<>();
    JavaConverters.seqAsJavaList(
            rows.queryExecution().analyzed().collectWithSubqueries(new Relations()))
        .forEach(relation -> name(relation).ifPresent(tables::add));
    return tables;
  }

  /** The same rows, of each table at the snapshot at which the pass found it. */
  static Dataset<Row> at(
      SparkSession session, Dataset<Row> rows, Map<TableName, FrozenTable> tables) {
    LogicalPlan plan = rows.queryExecution().analyzed();
    return Dataset.ofRows(session, plan.transformUpWithSubqueries(new Pin(tables)));
  }

  private static Optional<TableName> name(DataSourceV2Relation relation) {
    if (relation.catalog().isEmpty() || relation.identifier().isEmpty()) {
      return Optional.empty();
    }
    Identifier name = relation.identifier().get();
    return name.namespace().length == 0
        ? Optional.empty()
        : Optional.of(
            new TableName(relation.catalog().get().name(), List.of(name.namespace()), name.name()));
  }

  private static final class Relations
      extends AbstractPartialFunction<LogicalPlan, DataSourceV2Relation> {

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof DataSourceV2Relation;
    }

    @Override
    public DataSourceV2Relation apply(LogicalPlan plan) {
      return (DataSourceV2Relation) plan;
    }
  }

  private static final class Pin extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

    private final Map<TableName, FrozenTable> tables;

    Pin(Map<TableName, FrozenTable> tables) {
      this.tables = tables;
    }

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof DataSourceV2Relation relation && snapshot(relation).isPresent();
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      DataSourceV2Relation relation = (DataSourceV2Relation) plan;
      Map<String, String> options = new HashMap<>(relation.options().asCaseSensitiveMap());
      options.put(SNAPSHOT, Long.toString(snapshot(relation).orElseThrow()));
      CaseInsensitiveStringMap pinned = new CaseInsensitiveStringMap(options);
      return says(relation, pinned)
          ? relation
          : relation.copy(
              relation.table(),
              relation.output(),
              relation.catalog(),
              relation.identifier(),
              pinned);
    }

    private OptionalLong snapshot(DataSourceV2Relation relation) {
      return name(relation)
          .map(name -> InputReader.snapshot(tables, name))
          .orElse(OptionalLong.empty());
    }

    /** Whether the view itself says of which time the table is meant: then it takes no other. */
    private static boolean says(DataSourceV2Relation relation, CaseInsensitiveStringMap pinned) {
      try {
        Scan scan = ((SupportsRead) relation.table()).newScanBuilder(pinned).build();
        LOG.debug("{} is read as {}", Arrays.toString(pinned.values().toArray()), scan);
        return false;
      } catch (IllegalArgumentException e) {
        LOG.debug("{} is read as its view says", relation.name(), e);
        return true;
      }
    }
  }
}
