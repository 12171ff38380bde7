package io.flarepath.spark.guard;

import io.flarepath.sql.SqlProgram;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.ExpressionWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.Origin;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Finds programs in SQL that was only parsed. To resolve a function of a metastore, Spark fetches
 * the jar that its creator named and makes an object of a class in it, which runs code of his.
 */
final class ParsedPrograms {

  private static final String SPARKS_OWN = "spark_catalog";
  private static final Seq<String> ANY_NAME = JavaConverters.asScalaBuffer(List.of("any")).toList();

  private final SparkSession session;

  ParsedPrograms(SparkSession session) {
    this.session = session;
  }

  /** Checks a statement. One that runs a program and must not is refused by an exception. */
  void check(LogicalPlan plan) {
    Permission permission = Permission.of(session);
    if (!permission.allowsScripts()) {
      Plans.visit(plan, node -> check(node, permission), each -> check(each, permission));
    }
  }

  /** Checks an expression, as {@link #check(LogicalPlan)} does a statement. */
  void check(Expression expression) {
    Permission permission = Permission.of(session);
    if (!permission.allowsScripts()) {
      Plans.visit(expression, node -> check(node, permission), each -> check(each, permission));
    }
  }

  private void check(LogicalPlan node, Permission permission) {
    if (node instanceof ScriptTransformation) {
      throw permission.refused(SqlProgram.transform()).withPosition(node.origin()).thrown();
    }
    if (node instanceof PlanWithUnresolvedIdentifier computed
        && computed.planBuilder().apply(ANY_NAME, computed.children())
            instanceof UnresolvedTableValuedFunction) {
      computed(computed.identifierExpr(), node.origin(), permission);
    }
    if (node instanceof UnresolvedTableValuedFunction function) {
      check(JavaConverters.seqAsJavaList(function.name()), node.origin(), permission);
    }
  }

  private void check(Expression each, Permission permission) {
    if (each instanceof UnresolvedFunction function) {
      check(JavaConverters.seqAsJavaList(function.nameParts()), each.origin(), permission);
    }
    if (each instanceof UnresolvedGenerator generator) {
      check(parts(generator.name()), each.origin(), permission);
    }
    if (each instanceof ExpressionWithUnresolvedIdentifier computed
        && computed.exprBuilder().apply(ANY_NAME) instanceof UnresolvedFunction) {
      computed(computed.identifierExpr(), each.origin(), permission);
    }
  }

  /** A name in {@code IDENTIFIER('name')}; where it is computed it can be any. */
  private void computed(Expression name, Origin place, Permission permission) {
    if (!(name instanceof Literal literal) || literal.value() == null) {
      throw permission.refused(SqlProgram.ofCatalog("IDENTIFIER(…)")).withPosition(place).thrown();
    }
    List<String> parts;
    try {
      parts =
          JavaConverters.seqAsJavaList(
              session.sessionState().sqlParser().parseMultipartIdentifier(literal.toString()));
    } catch (ParseException noName) {
      return; // Spark says so.
    }
    check(parts, place, permission);
  }

  private static List<String> parts(FunctionIdentifier name) {
    return name.database().isDefined()
        ? List.of(name.database().get(), name.funcName())
        : List.of(name.funcName());
  }

  private void check(List<String> name, Origin place, Permission permission) {
    if (isOfMetastore(name)) {
      throw permission
          .refused(SqlProgram.ofCatalog(String.join(".", name)))
          .withPosition(place)
          .thrown();
    }
  }

  private boolean isOfMetastore(List<String> name) {
    SessionCatalog catalog = session.sessionState().catalog();
    return identifier(name)
        .filter(
            id ->
                !catalog.isTemporaryFunction(id)
                    && !catalog.isBuiltinFunction(id)
                    && catalog.isPersistentFunction(id))
        .isPresent();
  }

  /** The name as Spark's own catalog has it; empty where it is a name of another catalog. */
  private static Optional<FunctionIdentifier> identifier(List<String> name) {
    boolean isWhole = name.size() > 2 && name.get(0).equalsIgnoreCase(SPARKS_OWN);
    List<String> parts = isWhole ? name.subList(1, name.size()) : name;
    return switch (parts.size()) {
      case 1 -> Optional.of(new FunctionIdentifier(parts.get(0)));
      case 2 -> Optional.of(new FunctionIdentifier(parts.get(1), Option.apply(parts.get(0))));
      default -> Optional.empty();
    };
  }
}
