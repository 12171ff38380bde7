package io.flarepath.spark.sink;

import io.flarepath.diagnostic.Located;
import io.flarepath.plan.SinkPlan;
import io.flarepath.spark.rows.TypeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Tries whether a format of files can hold a result's columns, with its options and its codec: the
 * engine's own writer opens an empty file in the temporary folder of this machine.
 */
record FormatTrial(SparkSession session, SinkPlan sink) {

  /**
   * The engine's class for a format.
   *
   * @throws ClassNotFoundException or another exception of the engine's, if there is none
   */
  static Class<?> source(SparkSession session, SinkPlan sink) throws ClassNotFoundException {
    return DataSource.lookupDataSource(sink.format().source(), session.sessionState().conf());
  }

  /** The format, if it is one of the engine's own ways to write files. */
  static Optional<FileFormat> format(SparkSession session, SinkPlan sink)
      throws ReflectiveOperationException {
    Object found = source(session, sink).getDeclaredConstructor().newInstance();
    if (found instanceof FileDataSourceV2 second) {
      found = second.fallbackFileFormat().getDeclaredConstructor().newInstance();
    }
    return found instanceof FileFormat format ? Optional.of(format) : Optional.empty();
  }

  /**
   * Why the format cannot hold the columns; empty if it can.
   *
   * @throws Exception what the engine's writer throws
   */
  Optional<String> fault(FileFormat format, StructType result) throws Exception {
    List<StructField> rows = new ArrayList<>();
    for (StructField field : result.fields()) {
      if (isFolder(field)) {
        continue;
      }
      if (!format.supportDataType(field.dataType())) {
        return Optional.of(
            "%s cannot hold the column `%s` of type %s"
                .formatted(sink.format().word(), field.name(), TypeText.of(field.dataType())));
      }
      rows.add(field);
    }
    if (rows.isEmpty()) {
      return Optional.of("every column is in `partitionBy`, and none is left for the files");
    }
    open(format, new StructType(rows.toArray(StructField[]::new)));
    return Optional.empty();
  }

  /** A partition's value is the name of a folder, so its column is of a plain type. */
  static Optional<String> folderFault(StructField field) {
    DataType type = field.dataType();
    String word = TypeText.of(type).toLowerCase(Locale.ROOT);
    boolean isNested =
        word.startsWith("struct") || word.startsWith("array") || word.startsWith("map");
    return isNested
        ? Optional.of(
            "`partitionBy` cannot use the column `%s` of type %s"
                .formatted(field.name(), TypeText.of(type)))
        : Optional.empty();
  }

  boolean isFolder(StructField field) {
    return sink.output().writer().partitionBy().stream()
        .map(Located::value)
        .anyMatch(name -> name.equalsIgnoreCase(field.name()));
  }

  private void open(FileFormat format, StructType rows) throws IOException {
    SinkOptions options = SinkOptions.of(sink);
    Job job = Job.getInstance(session.sessionState().newHadoopConfWithOptions(options.scala()));
    job.setOutputKeyClass(Void.class);
    OutputWriterFactory factory = format.prepareWrite(session, job, options.scala(), rows);
    TaskAttemptContextImpl task =
        new TaskAttemptContextImpl(
            job.getConfiguration(), new TaskAttemptID("trial", 0, TaskType.MAP, 0, 0));
    Path folder = Files.createTempDirectory("flarepath-trial-");
    try {
      String file = folder.resolve("trial" + factory.getFileExtension(task)).toUri().toString();
      factory.newInstance(file, rows, task).close();
    } finally {
      try (Stream<Path> left = Files.walk(folder)) {
        left.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
      }
    }
  }
}
