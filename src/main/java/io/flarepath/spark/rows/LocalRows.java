package io.flarepath.spark.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.JavaConverters;

/**
 * The rows of a query that Spark's optimizer has already computed, read from its plan, so that no
 * job runs: constants, and the least or greatest value of a column where the statistics of a
 * table's files answer it.
 */
public final class LocalRows {

  private LocalRows() {}

  /**
   * At most so many rows of a query, as {@link Dataset#takeAsList} gives them; by a job where the
   * plan does not contain them.
   */
  public static List<Row> take(Dataset<Row> query, int most) {
    return of(query)
        .map(rows -> rows.subList(0, Math.min(most, rows.size())))
        .orElseGet(() -> query.takeAsList(most));
  }

  /** The one row of an aggregation or of constants. */
  public static Row only(Dataset<Row> query) {
    return all(query).get(0);
  }

  /** What was planned to look for the rows is what is executed, so nothing is planned twice. */
  private static List<Row> all(Dataset<Row> query) {
    return of(query).orElseGet(query::collectAsList);
  }

  private static Optional<List<Row>> of(Dataset<Row> query) {
    LogicalPlan plan = query.queryExecution().optimizedPlan();
    return constants(plan)
        .or(() -> relation(plan))
        .or(() -> extreme(plan))
        .map(rows -> external(query.sparkSession(), rows, query.schema()));
  }

  /** {@code SELECT 1, 'a'}, after the optimizer has computed every expression. */
  private static Optional<List<InternalRow>> constants(LogicalPlan plan) {
    if (!(plan instanceof Project project) || !(project.child() instanceof OneRowRelation)) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (NamedExpression each : JavaConverters.seqAsJavaList(project.projectList())) {
      if (!(each instanceof Alias alias) || !(alias.child() instanceof Literal literal)) {
        return Optional.empty();
      }
      values.add(literal.value());
    }
    return Optional.of(List.of(new GenericInternalRow(values.toArray())));
  }

  private static Optional<List<InternalRow>> relation(LogicalPlan plan) {
    return plan instanceof LocalRelation local
        ? Optional.of(JavaConverters.seqAsJavaList(local.data()))
        : Optional.empty();
  }

  /** The maximum or minimum of one row that a table's metadata gave is that row. */
  private static Optional<List<InternalRow>> extreme(LogicalPlan plan) {
    if (!(plan instanceof Aggregate aggregate)
        || !aggregate.groupingExpressions().isEmpty()
        || aggregate.aggregateExpressions().size() != 1
        || !isExtreme(aggregate.aggregateExpressions().head())
        || !(renamed(aggregate.child()) instanceof DataSourceV2ScanRelation relation)
        || relation.output().size() != 1
        || !(relation.scan() instanceof LocalScan scan)) {
      return Optional.empty();
    }
    InternalRow[] rows = scan.rows();
    return rows.length == 1 ? Optional.of(List.of(rows[0])) : Optional.empty();
  }

  /** What a projection of one column, which gives it another name at most, is of. */
  private static LogicalPlan renamed(LogicalPlan plan) {
    boolean isRenamed =
        plan instanceof Project project
            && project.projectList().size() == 1
            && project.projectList().head() instanceof Alias alias
            && alias.child() instanceof AttributeReference;
    return isRenamed ? ((Project) plan).child() : plan;
  }

  private static boolean isExtreme(NamedExpression each) {
    return each instanceof Alias alias
        && alias.child() instanceof AggregateExpression aggregate
        && aggregate.filter().isEmpty()
        && isExtreme(aggregate.aggregateFunction());
  }

  private static boolean isExtreme(AggregateFunction function) {
    boolean isKnown = function instanceof Max || function instanceof Min;
    return isKnown && function.children().head() instanceof AttributeReference;
  }

  private static List<Row> external(
      SparkSession session, List<InternalRow> rows, StructType schema) {
    // How times come back is a setting of the session.
    return session.withActive(
        () -> {
          Function1<Object, Object> converter =
              CatalystTypeConverters.createToScalaConverter(schema);
          return rows.stream().map(row -> (Row) converter.apply(row)).toList();
        });
  }
}
