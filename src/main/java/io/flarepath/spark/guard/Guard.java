package io.flarepath.spark.guard;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.sql.SqlProgram;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * An extension of Spark that holds every session to its {@link Permission}.
 *
 * <p>It does not matter where SQL is from: a workflow, a view of a catalog, an expression of a
 * step. What is written in it is refused when it is parsed, and what it is resolved to before
 * anything is executed; functions that run programs are replaced, because Spark may evaluate some
 * at once.
 */
public final class Guard extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  /** What {@code spark.sql.extensions} calls it; the last of all, around all parsers. */
  public static final String NAME = Guard.class.getName();

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectParser(GuardedParser::new);
    extensions.injectCheckRule(PlanCheck::new);
    SqlProgram.FUNCTIONS.forEach(name -> override(extensions, name));
    return BoxedUnit.UNIT;
  }

  private static void override(SparkSessionExtensions extensions, String name) {
    FunctionIdentifier id = new FunctionIdentifier(name);
    Option<Function1<Seq<Expression>, Expression>> builder =
        FunctionRegistry.builtin().lookupFunctionBuilder(id);
    if (builder.isDefined()) {
      extensions.injectFunction(
          new Tuple3<>(
              id,
              FunctionRegistry.builtin().lookupFunction(id).get(),
              new ProgramFunction(name, builder.get())));
    }
  }

  /**
   * Checks that a session has this extension.
   *
   * @throws FlarepathException if somebody else started Spark without it
   */
  public static void check(SparkSession session) {
    Option<Function1<Seq<Expression>, Expression>> builder =
        session
            .sessionState()
            .functionRegistry()
            .lookupFunctionBuilder(new FunctionIdentifier(SqlProgram.FUNCTIONS.get(0)));
    if (builder.isDefined() && builder.get() instanceof ProgramFunction) {
      return;
    }
    throw new FlarepathException(
        Diagnostic.error(
                Code.ENGINE_UNGUARDED, "Spark runs already, and without Flarepath's extension")
            .because("without it, SQL that only looks could change tables and run programs")
            .help("let Flarepath start Spark: pass its jar to spark-submit as the application")
            .help("or start Spark with `spark.sql.extensions=…,%s`".formatted(NAME)));
  }
}
