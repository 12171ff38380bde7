package io.flarepath.spark;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.InputPlan;
import io.flarepath.run.Engine;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.JudgedRows;
import io.flarepath.spark.rows.ShownRows;
import io.flarepath.spark.rows.TypeText;
import io.flarepath.table.Column;
import io.flarepath.workflow.About;
import io.flarepath.workflow.Profile;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of an input, looked at before anything is written. */
final class InputRows extends JudgedRows implements Engine.InputRows {

  private final InputPlan input;

  /**
   * @param rows those of the input's view
   */
  InputRows(SparkSession session, InputPlan input, Dataset<Row> rows) {
    super(
        session,
        input.name(),
        () -> rows,
        ShownRows.of(session, About.NOTHING),
        e -> failure(input, rows.sparkSession(), "the assertions", e));
    this.input = input;
  }

  @Override
  public List<Column> columns() {
    return TypeText.columns(rows());
  }

  @Override
  public List<ColumnProfile> profile(Profile wanted) {
    try {
      return new ProfiledRows(rows(), wanted, ShownRows.of(rows().sparkSession(), About.NOTHING))
          .columns();
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw failure(input, rows().sparkSession(), "the profile", e);
    }
  }

  private static FlarepathException failure(
      InputPlan input, SparkSession session, String what, Exception e) {
    if (e instanceof AnalysisException) {
      return new FlarepathException(
          Diagnostic.error(
                  Code.STEP_FAILED,
                  "%s of the input `%s` cannot be computed".formatted(what, input.name()))
              .at(input.input().name().span())
              .because(SparkFailures.reason(e)),
          e);
    }
    return new InputFailure(input, session.version()).of(e);
  }
}
