package io.flarepath.spark;

import io.flarepath.audit.Measures;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.publish.FileSet;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.Aggregates;
import io.flarepath.spark.rows.AxisValues;
import io.flarepath.spark.rows.Layout;
import io.flarepath.spark.rows.NestedName;
import io.flarepath.table.TableFacts;
import io.flarepath.window.Range;
import io.flarepath.workflow.Output.SchemaChange;
import io.flarepath.workflow.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a result's files for a table, counts its rows on the way, and commits nothing.
 *
 * <p>For a window that is replaced, the rows outside it in the files that go are read from the
 * table and written again.
 */
final class ResultWriter {

  /** Lets the table show the numbers of its rows as columns, as compaction does. */
  private static final String WITH_NUMBERS = "#rewrite";

  /** A row's number and when it last changed; null for a new row, which gets both on commit. */
  private static final List<String> NUMBERS = List.of("_row_id", "_last_updated_sequence_number");

  private static final String KEPT = "flarepath_kept";
  private static final String AUDIT = "flarepath_audit";

  private final SparkSession session;
  private final List<FrozenInput> inputs;
  private final OutputWrite write;
  private final Aggregates measures;

  ResultWriter(SparkSession session, List<FrozenInput> inputs, OutputWrite write) {
    this.session = session;
    this.inputs = inputs;
    this.write = write;
    this.measures =
        new Aggregates(Measures.riding(write.output().output().assertions(), write.columns()));
  }

  WriteCounts write(Dataset<Row> result, FileSet files) throws Exception {
    String fileSet = files.name();
    Dataset<Row> complete = complete(result, files);
    Optional<Dataset<Row>> kept =
        write
            .write()
            .replacedWindow()
            .flatMap(window -> kept(window, complete.schema(), files))
            .map(rows -> conformed(rows, true))
            .map(rows -> rows.observe(KEPT, functions.count(functions.lit(1)).as("rows")));
    ResultCount count =
        ResultCount.of(write, files, complete.schema(), kept.isPresent(), () -> readable(files));
    Dataset<Row> wanted = audited(count.counted(complete));
    Dataset<Row> rows = kept.map(others -> wanted.unionByName(others, true)).orElse(wanted);
    Dataset<Row> laidOut = new Layout(write, files.order()).apply(rows);
    WriteWatch watch = WriteWatch.on(session, fileSet);
    try {
      laidOut
          .writeTo(target(files))
          // The rows of a partition follow each other: a task needs one open file, not one for
          // each.
          .option(OpenFiles.OPTION, Boolean.toString(OpenFiles.isOnePerPartition(write)))
          .options(write.output().writerOptions())
          // Iceberg's own compaction hands files over under this option, and commits nothing.
          .option("rewritten-file-scan-task-set-id", fileSet)
          .option("use-table-distribution-and-ordering", "false")
          .option("output-sort-order-id", Integer.toString(Layout.orderId(write, files.order())))
          .append();
      WriteWatch.Result heard = watch.result();
      return written(heard, count.of(heard));
    } finally {
      watch.stop();
    }
  }

  /** The table; or, if it changes with this pass, what was prepared for the file set. */
  private String target(FileSet files) {
    return files.numbersRows()
        ? PreparedTables.quoted(session, files.name() + WITH_NUMBERS)
        : shaped(files);
  }

  private String shaped(FileSet files) {
    return write.change().isNone()
        ? write.output().table().quoted()
        : PreparedTables.quoted(session, files.name());
  }

  /** The rows that were written, as they are in the files. */
  private Dataset<Row> readable(FileSet files) {
    return session
        .read()
        .option("scan-task-set-id", files.written().readable())
        .table(shaped(files));
  }

  /** With the table's defaults, or nulls, for those of its columns that the result lacks. */
  private Dataset<Row> complete(Dataset<Row> result, FileSet files) {
    Dataset<Row> complete = result;
    Map<String, String> defaults = files.defaults();
    for (io.flarepath.table.Column column :
        write.table().map(TableFacts::columns).orElse(List.of())) {
      if (column.in(write.columns()).isEmpty()) {
        Column value = functions.expr(defaults.getOrDefault(column.name(), "null"));
        complete = complete.withColumn(column.name(), value.cast(column.type()));
      }
    }
    complete = conformed(complete, write.output().output().schemaChange() == SchemaChange.ADD);
    for (String number : files.numbersRows() ? NUMBERS : List.<String>of()) {
      complete = complete.withColumn(number, functions.lit(null).cast("bigint"));
    }
    return complete;
  }

  /**
   * With the fields of structs where the table will have them.
   *
   * @throws FlarepathException with what the result has and the table lacks, or the other way
   */
  private Dataset<Row> conformed(Dataset<Row> rows, boolean fills) {
    Map<String, String> types = new LinkedHashMap<>();
    write
        .table()
        .map(TableFacts::columns)
        .orElse(List.of())
        .forEach(column -> types.put(column.name(), column.type()));
    write.change().widened().forEach(column -> types.put(column.name(), column.type()));
    StructType table = new StructType();
    for (Map.Entry<String, String> column : types.entrySet()) {
      if (column.getValue().contains("<")) {
        table = table.add(column.getKey(), DataType.fromDDL(column.getValue()));
      }
    }
    Conformed conformed = new Conformed(table, fills);
    List<String> misfits = conformed.misfits(rows);
    if (!misfits.isEmpty()) {
      throw SparkFailures.unfit(write.output(), misfits);
    }
    return conformed.rows(rows);
  }

  /** Lets the assertions' plain aggregates ride along, so that an audit costs no second scan. */
  private Dataset<Row> audited(Dataset<Row> rows) {
    if (measures.isEmpty()) {
      return rows;
    }
    List<Column> columns = measures.columns();
    return rows.observe(
        AUDIT, columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
  }

  private Map<String, Quantity> measured(WriteWatch.Result result) {
    return measures.isEmpty() ? Map.of() : measures.values(result.counted(AUDIT), 0);
  }

  /** The rows of the files that go which lie outside the window; empty where there are none. */
  private Optional<Dataset<Row>> kept(
      Write.ReplaceWindow window, StructType schema, FileSet files) {
    Column column = functions.col(NestedName.sql(schema, window.column()));
    return window
        .cover()
        .match(
            partitions -> ofEdges(partitions.edges(window.window()), column, files),
            named -> ofFiles(files, functions.not(AxisValues.within(column, window.window()))));
  }

  /** Iceberg reads the files that were handed over under a name, and those alone. */
  private Optional<Dataset<Row>> ofFiles(FileSet files, Column outside) {
    return files.covers()
        ? Optional.of(
            numbered(session.read().option("scan-task-set-id", files.name()), files)
                .filter(outside))
        : Optional.empty();
  }

  private Optional<Dataset<Row>> ofEdges(List<Range> edges, Column column, FileSet files) {
    OptionalLong snapshot = write.table().map(TableFacts::snapshotId).orElse(OptionalLong.empty());
    if (snapshot.isEmpty() || edges.isEmpty()) {
      return Optional.empty();
    }
    Column outside =
        edges.stream()
            .map(edge -> AxisValues.filter(column, edge))
            .reduce(Column::or)
            .orElseThrow();
    return Optional.of(
        numbered(session.read().option("snapshot-id", snapshot.getAsLong()), files)
            .filter(outside));
  }

  /** The table's rows, with their numbers if it has them. */
  private Dataset<Row> numbered(DataFrameReader reader, FileSet files) {
    Dataset<Row> rows = reader.table(write.output().table().quoted());
    return files.numbersRows() ? rows.select("*", NUMBERS.toArray(String[]::new)) : rows;
  }

  private WriteCounts written(WriteWatch.Result result, ResultCount.Counted counted) {
    ScanCounts scans = ScanCounts.of(result.plan(), inputs, write);
    boolean drops =
        write.write().replacedWindow().filter(Write.ReplaceWindow::dropLeaks).isPresent();
    Row kept = result.metrics().get(KEPT);
    return new WriteCounts(
        scans.rows(),
        drops ? counted.rows() - counted.leaked() : counted.rows(),
        kept == null ? 0 : kept.getLong(0),
        counted.leaked(),
        counted.examples(),
        scans.filesRead(),
        scans.filesSkipped(),
        measured(result));
  }
}
