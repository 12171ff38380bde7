package io.flarepath.spark;

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
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.util.List;
import java.util.Optional;
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
final class SinkWriter implements PreparedDelivery {

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
  }

  /** Computes, counts and measures the rows, and keeps them. */
  static SinkWriter prepare(SparkSession session, SinkWrite write, Dataset<Row> result) {
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
      DataFrameWriter<Row> writer =
          laidOut().write().format(sink.format().source()).mode(mode(sink.saveMode()));
      save(writer);
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new SinkFailure(sink, session.version()).of(e);
    } finally {
      session.conf().set(JAVA_TIMES, "true");
    }
  }

  private void save(DataFrameWriter<Row> writer) {
    sink.target()
        .<Runnable>match(
            table -> noSink(),
            files -> () -> files(writer, files),
            connector -> () -> connector(writer, connector),
            query -> noSink())
        .run();
  }

  private Runnable noSink() {
    throw new IllegalArgumentException(sink.target() + " is not a sink");
  }

  private void files(DataFrameWriter<Row> writer, DataSource.Files files) {
    Output output = sink.output();
    // Said either way: a session may have another default.
    writer.option("partitionOverwriteMode", sink.replacesPartitions() ? "dynamic" : "static");
    output.writer().compression().ifPresent(codec -> writer.option("compression", codec.value()));
    writer.options(output.writer().of(files.format()));
    writer.partitionBy(partitions().toArray(String[]::new)).save(files.path());
  }

  private void connector(DataFrameWriter<Row> writer, DataSource.Connector connector) {
    if (connector.format().equals(Formats.JDBC_QUERY)) {
      RowStatements.execute(kept.rows(), sink, connector, Jdbc.of(session, sink, connector));
      return;
    }
    database()
        .ifPresent(
            jdbc -> {
              // Else Spark drops the table, and makes another with types and without keys of its
              // own.
              writer.option("truncate", "true");
              jdbc.driver().ifPresent(name -> writer.option("driver", name));
            });
    connector.options().forEach(writer::option);
    extra(writer);
    sink.output().writer().driver().ifPresent(name -> writer.option("driver", name.value()));
    writer.save();
  }

  private Optional<Jdbc> database() {
    return sink.target()
        .asConnector()
        .filter(DataSource::isDatabase)
        .map(connector -> Jdbc.of(session, sink, connector));
  }

  private void extra(DataFrameWriter<Row> writer) {
    sink.output().writer().extra().forEach((name, value) -> writer.option(name, value.value()));
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

  private static org.apache.spark.sql.SaveMode mode(SaveMode mode) {
    return switch (mode) {
      case APPEND -> org.apache.spark.sql.SaveMode.Append;
      case OVERWRITE -> org.apache.spark.sql.SaveMode.Overwrite;
      case IGNORE -> org.apache.spark.sql.SaveMode.Ignore;
      case ERRORIFEXISTS -> org.apache.spark.sql.SaveMode.ErrorIfExists;
    };
  }
}
