package io.flarepath.spark.sink;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import io.flarepath.spark.database.JdbcCheck;
import io.flarepath.spark.database.JdbcTarget;
import io.flarepath.spark.failure.SinkFailure;
import io.flarepath.spark.failure.SparkFailures;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.AvroRuntimeException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.types.StructType;

/**
 * Whether a sink takes a result, as far as that can be seen without writing to it: before a pass
 * writes anything anywhere.
 */
public record SinkCheck(SparkSession session, SinkPlan sink, StructType result) {

  /**
   * Looks.
   *
   * @throws FlarepathException if the sink certainly does not take the result; nothing was written
   */
  public void check() {
    try {
      FormatTrial.source(session, sink);
      sink.target()
          .<Callable<Boolean>>match(
              table -> noSink(),
              files -> () -> files(files),
              connector -> () -> connector(connector),
              query -> noSink())
          .call();
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new SinkFailure(sink, session.version()).of(e, SinkFailure.NOTHING);
    }
  }

  private Callable<Boolean> noSink() {
    throw new IllegalArgumentException(sink.target() + " is not a sink");
  }

  private boolean files(DataSource.Files files) throws Exception {
    new FolderCheck(session, sink, files).check();
    FormatTrial trial = new FormatTrial(session, sink);
    Optional<String> folders =
        Arrays.stream(result.fields())
            .filter(trial::isFolder)
            .flatMap(field -> FormatTrial.folderFault(field).stream())
            .findFirst();
    if (folders.isPresent()) {
      throw unfit(folders.get());
    }
    Optional<FileFormat> format =
        Formats.isWrittenBySpark(sink.format())
            ? FormatTrial.format(session, sink)
            : Optional.empty();
    if (format.isPresent()) {
      tried(trial, format.get());
    }
    return true;
  }

  private void tried(FormatTrial trial, FileFormat format) throws Exception {
    Optional<String> fault;
    try {
      fault = trial.fault(format, result);
    } catch (AnalysisException | AvroRuntimeException e) {
      fault = Optional.of(SparkFailures.reason(e));
    } catch (Exception | LinkageError e) {
      Optional<Located<String>> codec = sink.output().writer().compression();
      if (codec.isPresent() && isOfCodec(e)) {
        throw new FlarepathException(unknown(codec.get(), e), e);
      }
      throw e;
    }
    if (fault.isPresent()) {
      throw unfit(fault.get());
    }
  }

  private static boolean isOfCodec(Throwable e) {
    String reason = e.toString().toLowerCase(Locale.ROOT);
    return reason.contains("codec") || reason.contains("compress") || reason.contains("native");
  }

  private Diagnostic unknown(Located<String> codec, Throwable e) {
    return Diagnostic.error(
            Code.UNKNOWN_CODEC,
            "%s files cannot be compressed with `%s`"
                .formatted(sink.format().word(), codec.value()))
        .at(codec.span())
        .because(
            e instanceof Exception failure
                ? SparkFailures.reason(SparkFailures.root(failure))
                : e.toString())
        .because("nothing was written")
        .help("use a codec that Spark has for the format, or remove `compressionType`");
  }

  private FlarepathException unfit(String why) {
    return new FlarepathException(
        Diagnostic.error(
                Code.SCHEMA_MISMATCH,
                "the result `%s` cannot be written as %s"
                    .formatted(sink.view(), sink.format().word()))
            .at(sink.output().name().span())
            .because(why)
            .because("nothing was written")
            .help("cast, rename or drop columns in the last step, or use another format"));
  }

  private boolean connector(DataSource.Connector connector) throws SQLException {
    if (connector.isDatabase()) {
      new JdbcCheck(new JdbcTarget(session, sink, connector), result).check();
    }
    return true;
  }
}
