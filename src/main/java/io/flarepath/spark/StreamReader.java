package io.flarepath.spark;

import io.flarepath.plan.InputPlan;
import io.flarepath.source.DataSource;
import io.flarepath.workflow.Schema;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.types.StructType;

/** Opens streaming inputs. What they hold is read batch after batch, when a result is written. */
final class StreamReader {

  private final SparkSession session;

  StreamReader(SparkSession session) {
    this.session = session;
  }

  /** The rows that are there and those that will come. */
  Dataset<Row> open(InputPlan input) throws Exception {
    DataStreamReader reader = session.readStream();
    input
        .source()
        .asConnector()
        .ifPresent(connector -> connector.options().forEach(reader::option));
    options(reader, input);
    return input
        .source()
        .<Callable<Dataset<Row>>>match(
            table -> () -> reader.table(table.quoted()),
            files -> () -> files(reader, input, files),
            connector -> () -> reader.format(connector.format().source()).load(),
            query -> {
              throw new IllegalArgumentException("no stream of " + query);
            })
        .call();
  }

  private Dataset<Row> files(DataStreamReader reader, InputPlan input, DataSource.Files files)
      throws Exception {
    String format = files.format().source();
    reader.options(input.input().readerOptions(files.format()));
    return reader.format(format).schema(columns(input, files)).load(files.path());
  }

  /** A stream of files needs its columns before it opens one: those that are there tell them. */
  private StructType columns(InputPlan input, DataSource.Files stream) throws Exception {
    for (Schema schema : input.schema().stream().toList()) {
      return new SchemaReader(session.sessionState().newHadoopConf()).columns(schema);
    }
    return session
        .read()
        .format(stream.format().source())
        .options(input.input().readerOptions(stream.format()))
        .load(stream.path())
        .schema();
  }

  private static void options(DataStreamReader reader, InputPlan input) {
    input.input().options().forEach((name, value) -> reader.option(name, value.value()));
  }
}
