package io.flarepath.spark.sink;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.publish.PreparedDelivery;
import io.flarepath.publish.StagedRows;
import io.flarepath.source.DataSource;
import io.flarepath.spark.database.Jdbc;
import io.flarepath.spark.database.JdbcCheck;
import io.flarepath.spark.database.JdbcReplacement;
import io.flarepath.spark.database.JdbcSwap;
import io.flarepath.spark.database.JdbcTarget;
import io.flarepath.spark.database.LostFractions;
import io.flarepath.spark.database.RowStatements;
import io.flarepath.spark.failure.SinkFailure;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.JudgedRows;
import io.flarepath.spark.rows.KeptResult;
import io.flarepath.spark.rows.Layout;
import io.flarepath.spark.rows.ShownRows;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Writes a result to a sink. The result is cached until then: the rows that were counted and judged
 * are those that are written.
 */
public final class SinkWriter implements PreparedDelivery {

  private static final String JAVA_TIMES = "spark.sql.datetime.java8API.enabled";

  private final SparkSession session;
  private final SinkPlan sink;
  private final KeptResult kept;
  private final WriteCounts counts;

  private SinkWriter(SparkSession session, SinkPlan sink, KeptResult kept) {
    this.session = session;
    this.sink = sink;
    this.kept = kept;
    database().ifPresent(jdbc -> jdbc.oneTimeZone(Code.WRITE_FAILED, "written", kept.rows()));
    this.counts = counted();
    losesNothing();
  }

  private void losesNothing() {
    sink.target()
        .asConnector()
        .filter(DataSource::isDatabase)
        .map(found -> new JdbcTarget(session, sink, found))
        .ifPresent(
            target -> {
              try {
                new LostFractions(target, kept.rows()).check();
              } catch (Exception | LinkageError e) {
                kept.release();
                throw e instanceof FlarepathException refused
                    ? refused
                    : new SinkFailure(sink, session.version()).of(e, SinkFailure.NOTHING);
              }
            });
  }

  /** Computes, counts and measures the rows, and keeps them. */
  public static SinkWriter prepare(SparkSession session, SinkWrite write, Dataset<Row> result) {
    SinkPlan sink = write.sink();
    return new SinkWriter(session, sink, new KeptResult(result, sink.output().assertions()));
  }

  private WriteCounts counted() {
    try {
      return kept.counted();
    } catch (Exception e) {
      kept.release();
      throw SparkFailures.failedWhileComputing(e, sink.output());
    }
  }

  @Override
  public WriteCounts counts() {
    return counts;
  }

  @Override
  public StagedRows rows() {
    return new JudgedRows(
        session,
        sink.view(),
        kept::rows,
        ShownRows.of(session, sink.output().about()),
        e -> SparkFailures.failedWhileJudging(e, sink.output()));
  }

  @Override
  public void close() {
    kept.release();
  }

  @Override
  public void deliver() {
    // Connectors of others expect the older classes of times.
    session.conf().set(JAVA_TIMES, "false");
    try {
      save(laidOut().write().format(sink.format().source()));
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new SinkFailure(sink, session.version()).of(e, now());
    } finally {
      session.conf().set(JAVA_TIMES, "true");
    }
  }

  private void save(DataFrameWriter<Row> writer) throws Exception {
    sink.target()
        .<Callable<Boolean>>match(
            table -> noSink(),
            files -> () -> files(writer, files),
            connector -> () -> connector(writer, connector),
            query -> noSink())
        .call();
  }

  private Callable<Boolean> noSink() {
    throw new IllegalArgumentException(sink.target() + " is not a sink");
  }

  private boolean files(DataFrameWriter<Row> writer, DataSource.Files files) throws IOException {
    writer.partitionBy(partitions().toArray(String[]::new));
    new FolderDelivery(session, sink, files).deliver(writer);
    return true;
  }

  private boolean connector(DataFrameWriter<Row> writer, DataSource.Connector connector)
      throws SQLException {
    if (connector.format().equals(Formats.JDBC_QUERY)) {
      RowStatements.execute(kept.rows(), sink, connector, Jdbc.of(session, sink, connector));
      return true;
    }
    if (sink.target().isDatabase()) {
      JdbcTarget target = new JdbcTarget(session, sink, connector);
      if (sink.saveMode() == SaveMode.OVERWRITE) {
        new JdbcCheck(target, kept.rows().schema()).check();
        if (JdbcReplacement.isPossible(target)) {
          new JdbcReplacement(session, target, kept.rows()).deliver();
          return true;
        }
        if (JdbcSwap.isPossible(target)) {
          new JdbcSwap(session, target, kept.rows()).deliver();
          return true;
        }
      }
      // Without `truncate`, Spark drops the table, and makes another with types and without keys of
      // its own.
      writer.option("truncate", "true");
    }
    database().flatMap(Jdbc::driver).ifPresent(name -> writer.option("driver", name));
    connector.options().forEach(writer::option);
    sink.output().writer().extra().forEach((name, value) -> writer.option(name, value.value()));
    sink.output().writer().driver().ifPresent(name -> writer.option("driver", name.value()));
    writer.mode(mode(sink.saveMode())).save();
    return true;
  }

  /** What is in the target after the engine's own writer has failed. */
  private SinkFailure.Now now() {
    return sink.target()
        .asConnector()
        .filter(DataSource::isDatabase)
        .map(found -> new JdbcTarget(session, sink, found).rowsNow())
        .map(rows -> SinkFailure.PART_OF_THE_ROWS.and(rows))
        .orElse(SinkFailure.PART_OF_THE_ROWS);
  }

  private Optional<Jdbc> database() {
    return sink.target()
        .asConnector()
        .filter(DataSource::isDatabase)
        .map(connector -> Jdbc.of(session, sink, connector));
  }

  private List<String> partitions() {
    return sink.output().writer().partitionBy().stream().map(Located::value).toList();
  }

  /** The rows of a folder come together, so that it gets few files, and are sorted within them. */
  private Dataset<Row> laidOut() {
    Output output = sink.output();
    if (sink.target().asFiles().isEmpty()) {
      return kept.rows();
    }
    List<Column> folders = partitions().stream().map(SinkWriter::column).toList();
    return Layout.together(kept.rows(), folders, output.sort());
  }

  private static Column column(String name) {
    return functions.col(SqlText.identifier(name));
  }

  static org.apache.spark.sql.SaveMode mode(SaveMode mode) {
    return switch (mode) {
      case APPEND -> org.apache.spark.sql.SaveMode.Append;
      case OVERWRITE -> org.apache.spark.sql.SaveMode.Overwrite;
      case IGNORE -> org.apache.spark.sql.SaveMode.Ignore;
      case ERRORIFEXISTS -> org.apache.spark.sql.SaveMode.ErrorIfExists;
    };
  }
}
