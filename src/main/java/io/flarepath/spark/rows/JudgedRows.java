package io.flarepath.spark.rows;

import io.flarepath.audit.Measure;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.publish.StagedRows;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Rows that are judged: of an input, or of a result before readers can see it. */
public class JudgedRows implements StagedRows {

  private static final String SOURCE = "source";

  private final SparkSession session;
  private final String view;
  private final Supplier<Dataset<Row>> source;
  private final ShownRows shown;
  private final Function<Exception, FlarepathException> failure;
  private Optional<Dataset<Row>> read = Optional.empty();

  /**
   * Rows to judge.
   *
   * @param view the name of their view, by which an assertion may call them
   * @param source looked up when they are first needed
   * @param shown what is shown of rows at fault
   * @param failure what to say when the engine cannot look at them
   */
  public JudgedRows(
      SparkSession session,
      String view,
      Supplier<Dataset<Row>> source,
      ShownRows shown,
      Function<Exception, FlarepathException> failure) {
    this.session = session;
    this.view = view;
    this.source = source;
    this.shown = shown;
    this.failure = failure;
  }

  @Override
  public Map<String, Quantity> measure(List<Measure> measures) {
    Aggregates aggregates = new Aggregates(measures);
    if (aggregates.isEmpty()) {
      return Map.of();
    }
    Column[] columns = aggregates.columns().toArray(Column[]::new);
    return aggregates.values(reporting(() -> rows().select(columns).first()), 0);
  }

  @Override
  public Map<String, Quantity> row(Passage sql) {
    BoundSql bound = BoundSql.of(sql);
    Dataset<Row> judged = reporting(this::rows);
    // The judged rows go by both names by which an assertion may call them, for a moment.
    Map<String, Dataset<Row>> shadowed = new HashMap<>();
    for (String name : List.of(SOURCE, view)) {
      if (session.catalog().tableExists(SqlText.identifier(name))) {
        shadowed.put(name, session.table(SqlText.identifier(name)));
      }
      TemporaryView.make(judged, name);
    }
    try {
      Dataset<Row> answer = SparkFailures.planned(session, bound, "an assertion");
      List<Row> found = answer.takeAsList(2);
      if (found.size() != 1) {
        throw new FlarepathException(
            Diagnostic.error(
                    Code.AUDIT_REJECTED,
                    "the SQL of an assertion returned "
                        + (found.isEmpty() ? "no row" : "several rows"))
                .at(sql.span())
                .because("its tests need exactly one row"));
      }
      return numbers(found.get(0), answer.columns());
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw new FlarepathException(
          SparkFailures.located(
              e, bound, Diagnostic.error(Code.STEP_FAILED, "the SQL of an assertion fails")),
          e);
    } finally {
      shadowed.forEach((name, rows) -> TemporaryView.make(rows, name));
    }
  }

  @Override
  public List<String> examples(String condition, List<String> columns) {
    return reporting(
        () -> {
          Dataset<Row> found = rows().filter(functions.expr(condition));
          return shown.isWhole()
              ? found.limit(ShownRows.MOST_WHOLE).toJSON().collectAsList()
              : shown.of(found, columns).limit(ShownRows.MOST).distinct().toJSON().collectAsList();
        });
  }

  @Override
  public boolean hides(String column) {
    return shown.hides(column);
  }

  private <T> T reporting(Supplier<T> work) {
    try {
      return work.get();
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw failure.apply(e);
    }
  }

  private static Map<String, Quantity> numbers(Row row, String[] columns) {
    Map<String, Quantity> values = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      String name = columns[i].toLowerCase(Locale.ROOT);
      Aggregates.number(row, i).ifPresent(number -> values.put(name, number));
    }
    return values;
  }

  /** Looked up when they are first needed: most audits need nothing but what rode along. */
  protected final Dataset<Row> rows() {
    if (read.isEmpty()) {
      read = Optional.of(source.get());
    }
    return read.get();
  }
}
