package io.flarepath.spark.guard;

import io.flarepath.diagnostic.Code;
import io.flarepath.spark.failure.Refused;
import io.flarepath.sql.SqlProgram;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** Refuses an analysed plan that does what its session may not do, before anything is executed. */
final class PlanCheck extends AbstractFunction1<LogicalPlan, BoxedUnit> {

  /** Functions of a Hive metastore. Their classes are there only where Spark has its Hive part. */
  private static final Pattern OF_HIVE =
      Pattern.compile("org\\.apache\\.spark\\.sql\\.hive\\.Hive\\w*(UD|Generic)\\w*");

  /** Commands of Spark that only read. */
  private static final Pattern LOOKS =
      Pattern.compile("org\\.apache\\.spark\\.sql\\.[\\w.]*\\.(Show|Describe)\\w+");

  private final SparkSession session;

  PlanCheck(SparkSession session) {
    this.session = session;
  }

  @Override
  public BoxedUnit apply(LogicalPlan plan) {
    Permission permission = Permission.of(session);
    Plans.visit(plan, node -> check(node, permission), each -> check(each, permission));
    return BoxedUnit.UNIT;
  }

  private static void check(LogicalPlan node, Permission permission) {
    if (node instanceof ScriptTransformation && !permission.allowsScripts()) {
      throw permission.refused(SqlProgram.transform()).withPosition(node.origin()).thrown();
    }
    if (node instanceof Command && !permission.allowsCommands() && !looks(node)) {
      throw new Refused(
              Code.NOT_A_QUERY,
              "this would change something, and the command only looks: " + node.nodeName(),
              List.of("use a workflow to write data"))
          .withPosition(node.origin())
          .thrown();
    }
  }

  /** A view of a session is gone with the session. */
  private static boolean looks(LogicalPlan command) {
    if (command instanceof CreateViewCommand view) {
      return view.viewType() == LocalTempView$.MODULE$;
    }
    return LOOKS.matcher(command.getClass().getName()).matches();
  }

  private static void check(Expression each, Permission permission) {
    boolean isProgram =
        each instanceof CallMethodViaReflection
            || OF_HIVE.matcher(each.getClass().getName()).matches();
    if (isProgram && !permission.allowsScripts()) {
      throw permission
          .refused(SqlProgram.function(each.prettyName()))
          .withPosition(each.origin())
          .thrown();
    }
  }
}
