package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.StreamPlan;
import io.flarepath.source.DepotPath;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.files.DepotWall;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Reads a stream until the available data is read, and hands over one batch after the other. */
final class BatchStream {

  /** The name under which Spark passes the stream's id to the code of a batch. */
  private static final String QUERY_ID = "sql.streaming.queryId";

  private final StreamPlan stream;
  private final OutputPlan output;

  BatchStream(StreamPlan stream, OutputPlan output) {
    this.stream = stream;
    this.output = output;
  }

  /** Takes a batch: the stream's id, the batch's number, and its rows. */
  @FunctionalInterface
  interface Batches {
    void take(String query, long number, Dataset<Row> rows);
  }

  void read(Dataset<Row> result, Batches batches) {
    if (!result.isStreaming()) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.NO_STREAM, "the output `" + output.view() + "` does not read a stream")
              .at(output.output().name().span())
              .because("the other inputs of this job are streams: " + stream.inputs())
              .help("write it in a separate job"));
    }
    DataStreamWriter<Row> writer =
        result
            .writeStream()
            .outputMode(stream.spec().outputMode().word())
            .trigger(Trigger.AvailableNow())
            .foreachBatch(
                (VoidFunction2<Dataset<Row>, Long>)
                    (rows, number) -> batches.take(queryOf(rows), number, rows));
    stream.spec().extra().forEach((name, value) -> writer.option(name, value.value()));
    DepotPath checkpoint = stream.checkpoint(output);
    writer.option("checkpointLocation", checkpoint.path());
    try {
      new DepotWall(checkpoint, place(), result.sparkSession().sessionState().newHadoopConf())
          .checkWriting();
      finish(writer.start());
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare: InterruptedException is one.
      throw failure(e);
    }
  }

  /** Where the user says where the checkpoint is; else the output. */
  private Span place() {
    return output
        .output()
        .writer()
        .checkpoint()
        .or(() -> stream.spec().checkpoint())
        .map(Located::span)
        .orElse(output.output().name().span());
  }

  /** Waits for the end; no stream ever keeps running after its job has ended. */
  private static void finish(StreamingQuery query)
      throws StreamingQueryException, TimeoutException {
    boolean isDone = false;
    try {
      query.awaitTermination();
      isDone = true;
    } finally {
      if (!isDone || Thread.currentThread().isInterrupted()) {
        query.stop();
      }
    }
  }

  private static String queryOf(Dataset<Row> rows) {
    String query = rows.sparkSession().sparkContext().getLocalProperty(QUERY_ID);
    if (query == null) {
      throw new IllegalStateException("a batch of no stream");
    }
    return query;
  }

  /** The failure of a batch's own code is the cause of Spark's failure of the stream. */
  private FlarepathException failure(Exception e) {
    if (e instanceof AnalysisException) {
      return new FlarepathException(
          Diagnostic.error(
                  Code.NO_STREAM,
                  "the result `" + output.view() + "` cannot be computed as a stream")
              .at(output.output().name().span())
              .because(SparkFailures.reason(e)),
          e);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof FlarepathException ours) {
        return ours;
      }
    }
    Throwable inner =
        e instanceof StreamingQueryException && e.getCause() != null ? e.getCause() : e;
    return SparkFailures.failedWhileWriting(
        inner instanceof Exception exception ? exception : e, output);
  }
}
