package io.flarepath.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Calls as workflows write them, on rows as SQL writes them, in a small local session that all
 * tests share.
 */
final class Calls {

  private static final String WORKFLOW =
      """
      name: test
      workflow:
        dag:
          - name: test
            spec:
              stack: flare
              flare:
                job:
                  steps:
                    - sequence:
                        - name: step
                          sql: select 1
                          functions:
                            - %s
      """;

  private Calls() {}

  static SparkSession session() {
    return Session.SHARED;
  }

  /** A call in YAML's flow style, for example {@code {name: trim, column: a}}. */
  static FunctionCall call(String yaml) {
    Problems problems = new Problems();
    var workflow =
        new WorkflowReader(Map.of(), Functions.signatures(), path -> Optional.empty())
            .read(new Source("test.yaml", WORKFLOW.formatted(yaml)), problems);
    assertThat(problems.all()).isEmpty();
    FlareJob job = (FlareJob) workflow.orElseThrow().jobs().get(0);
    return job.steps().get(0).functions().get(0);
  }

  /** The rows of a query after some calls. */
  static Dataset<Row> rows(String query, String... calls) {
    SparkSession.setActiveSession(session());
    Dataset<Row> rows = session().sql(query);
    for (String call : calls) {
      rows = Functions.apply(rows, call(call));
    }
    return rows;
  }

  /**
   * The same as lines: first the names of the columns, then the rows in their order; values, as
   * Spark's cast to text writes them, with bars between.
   */
  static List<String> lines(String query, String... calls) {
    return lines(rows(query, calls));
  }

  static List<String> lines(Dataset<Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join("|", rows.columns()));
    String[] positions = new String[rows.columns().length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = "cast(`c" + i + "` as string)";
    }
    String[] names = new String[positions.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i;
    }
    for (Row row : rows.toDF(names).selectExpr(positions).collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        values.add(row.isNullAt(i) ? "NULL" : row.getString(i));
      }
      lines.add(String.join("|", values));
    }
    return lines;
  }

  /** What a call on the rows of a query is refused with. */
  static Diagnostic refusal(String query, String call) {
    FlarepathException stopped =
        catchThrowableOfType(FlarepathException.class, () -> rows(query, call));
    assertThat(stopped).as("a refusal of " + call).isNotNull();
    return stopped.diagnostics().get(0);
  }

  /** The text that a diagnostic's caret marks. */
  static String marked(Diagnostic diagnostic) {
    var place = diagnostic.place().orElseThrow();
    int from = place.column() - 1;
    return place.source().line(place.line()).substring(from, from + place.length());
  }

  private static final class Session {
    private static final SparkSession SHARED =
        SparkSession.builder()
            .master("local[2]")
            .appName("function-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
            .newSession();
  }
}
