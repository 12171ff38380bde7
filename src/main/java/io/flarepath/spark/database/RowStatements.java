package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Executes a statement of a database for each row of a result, all of them in one transaction. The
 * parameters of the statement are the columns of the row, in order; structs, arrays and maps are
 * given as JSON.
 */
public final class RowStatements {

  private static final String STATEMENT = "query";
  private static final int BATCH = 1_000;

  private RowStatements() {}

  /** Executes it; all rows are there afterwards, or none. */
  public static void execute(
      Dataset<Row> result, SinkPlan sink, DataSource.Connector database, Jdbc jdbc) {
    Map<String, Located<String>> extra = sink.output().writer().extra();
    String statement =
        Optional.ofNullable(extra.get(STATEMENT))
            .map(Located::value)
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> new FlarepathException(missing(sink)));
    Dataset<Row> rows = flat(result);
    int wanted = parameters(statement);
    if (wanted != rows.columns().length) {
      throw new FlarepathException(unfit(sink, wanted, rows));
    }
    Map<String, String> options = new LinkedHashMap<>(database.options());
    extra.forEach((name, value) -> options.put(name, value.value()));
    options.remove(STATEMENT);
    options.putIfAbsent("dbtable", "statement");
    jdbc.driver().ifPresent(name -> options.put("driver", name));
    sink.output().writer().driver().ifPresent(name -> options.put("driver", name.value()));
    rows.coalesce(1).foreachPartition(new InOneTransaction(options, statement));
  }

  private static Diagnostic missing(SinkPlan sink) {
    return Diagnostic.error(Code.WRITE_FAILED, sink.target() + " cannot be written")
        .at(sink.output().name().span())
        .because("`JDBCQuery` needs a statement to execute for each row")
        .help("write it as `options.query`: INSERT INTO t (a, b) VALUES (?, ?)");
  }

  private static Diagnostic unfit(SinkPlan sink, int wanted, Dataset<Row> rows) {
    return Diagnostic.error(Code.SCHEMA_MISMATCH, "the statement does not fit the result")
        .at(sink.output().name().span())
        .because(
            "it has %d `?`, and `%s` has %d columns: %s"
                .formatted(
                    wanted, sink.view(), rows.columns().length, String.join(", ", rows.columns())))
        .help("select one column for each `?` in the last step, in their order");
  }

  private static Dataset<Row> flat(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    StructField[] fields = rows.schema().fields();
    String[] names = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      names[i] = "c" + i;
      Column column = functions.col(names[i]);
      columns.add(
          (isNested(fields[i].dataType()) ? functions.to_json(column) : column)
              .as(fields[i].name()));
    }
    return rows.toDF(names).select(columns.toArray(Column[]::new));
  }

  private static boolean isNested(DataType type) {
    return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
  }

  /** How many parameters a statement has: question marks outside quotes and comments. */
  static int parameters(String statement) {
    String bare =
        statement.replaceAll(
            "(?s)'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|--[^\\n]*|/\\*.*?\\*/", " ");
    return (int) bare.chars().filter(c -> c == '?').count();
  }

  /** Runs in a task. */
  private record InOneTransaction(Map<String, String> options, String statement)
      implements ForeachPartitionFunction<Row> {

    @Override
    public void call(Iterator<Row> rows) throws SQLException {
      if (!rows.hasNext()) {
        return;
      }
      JDBCOptions jdbc =
          new JDBCOptions(
              scala.collection.immutable.Map$.MODULE$
                  .<String, String>empty()
                  .$plus$plus(JavaConverters.mapAsScalaMap(options)));
      try (Connection connection =
          JdbcDialects.get(jdbc.url()).createConnectionFactory(jdbc).apply(-1)) {
        connection.setAutoCommit(false);
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
          execute(prepared, rows);
          connection.commit();
        } catch (SQLException e) {
          connection.rollback();
          throw e;
        }
      }
    }

    private static void execute(PreparedStatement prepared, Iterator<Row> rows)
        throws SQLException {
      int waiting = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < row.size(); i++) {
          prepared.setObject(i + 1, value(row.get(i)));
        }
        prepared.addBatch();
        waiting++;
        if (waiting == BATCH || !rows.hasNext()) {
          int[] unused = prepared.executeBatch();
          waiting = 0;
        }
      }
    }

    private static Object value(Object value) {
      return value instanceof Byte small ? Short.valueOf(small) : value;
    }
  }
}
