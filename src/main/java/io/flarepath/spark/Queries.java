package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.DeepStack;
import io.flarepath.sql.SqlText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs a query and brings its rows here, as text. */
public final class Queries {

  /** What a null looks like. */
  static final String NULL = "NULL";

  private static final String WHAT = "the query";
  private static final String NOT_FOUND = "TABLE_OR_VIEW_NOT_FOUND";
  private static final int MOST_ROWS = 10_000;

  private Queries() {}

  /**
   * A query's result.
   *
   * @param rows at most ten thousand; values as Spark's cast to text writes them
   */
  public record Answer(List<String> columns, List<List<String>> rows) {
    public Answer {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Runs one query.
   *
   * @return its columns, and in each row one text: a JSON object
   * @throws FlarepathException if the engine rejects it, or fails
   */
  static Answer json(SparkSession session, BoundSql sql) {
    try {
      Dataset<Row> result = SparkFailures.planned(session, sql, WHAT);
      return new Answer(
          List.of(result.columns()),
          result.limit(MOST_ROWS).toJSON().collectAsList().stream().map(List::of).toList());
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw rejected(e, sql);
    } catch (StackOverflowError e) {
      throw new FlarepathException(DeepStack.tooDeep(WHAT).at(sql.origin().span()), e);
    }
  }

  /**
   * Runs one query.
   *
   * @throws FlarepathException if the engine rejects it, or fails
   */
  static Answer run(SparkSession session, BoundSql sql) {
    try {
      Dataset<Row> result = SparkFailures.planned(session, sql, WHAT);
      return new Answer(List.of(result.columns()), texts(result, MOST_ROWS));
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw rejected(e, sql);
    } catch (StackOverflowError e) {
      throw new FlarepathException(DeepStack.tooDeep(WHAT).at(sql.origin().span()), e);
    }
  }

  /** Some rows, each value as text. */
  static List<List<String>> texts(Dataset<Row> result, int most) {
    String[] positions = new String[result.columns().length];
    Arrays.setAll(positions, i -> "c" + i);
    // Two columns may have one name: by position they differ.
    Dataset<Row> renamed = result.toDF(positions);
    Column[] texts =
        Arrays.stream(positions)
            .map(name -> renamed.col(name).cast("string"))
            .toArray(Column[]::new);
    List<List<String>> rows = new ArrayList<>();
    for (Row row : renamed.select(texts).takeAsList(most)) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < positions.length; i++) {
        values.add(row.isNullAt(i) ? NULL : row.getString(i));
      }
      rows.add(values);
    }
    return rows;
  }

  private static FlarepathException rejected(Exception e, BoundSql sql) {
    if (DeepStack.wasTooSmall(e)) {
      return new FlarepathException(DeepStack.tooDeep(WHAT).at(sql.origin().span()), e);
    }
    if (e instanceof AnalysisException missing
        && NOT_FOUND.equals(missing.getErrorClass())
        && missing.getMessageParameters().containsKey("relationName")) {
      String name = SqlText.shown(missing.getMessageParameters().get("relationName"));
      return new FlarepathException(
          Diagnostic.error(Code.TABLE_MISSING, "there is no table or view `" + name + "`")
              .at(
                  SparkFailures.located(e, sql, Diagnostic.error(Code.STEP_FAILED, ""))
                      .place()
                      .orElse(sql.origin().span()))
              .help(
                  name.chars().filter(letter -> letter == '.').count() < 2
                      ? "write all three parts of its name: catalog.collection.table"
                      : "check the name; `SHOW TABLES IN %s` lists those of the collection"
                          .formatted(name.substring(0, name.lastIndexOf('.')))),
          e);
    }
    return new FlarepathException(
        SparkFailures.located(
            e, sql, Diagnostic.error(Code.STEP_FAILED, "Spark rejected the query")),
        e);
  }
}
