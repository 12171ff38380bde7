package io.flarepath.spark;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.InputPlan;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.source.DataSource;
import io.flarepath.spark.database.Jdbc;
import io.flarepath.spark.database.SentStatements;
import io.flarepath.spark.files.DepotWall;
import io.flarepath.spark.guard.Permission;
import io.flarepath.sql.SqlText;
import io.flarepath.table.Column;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole inputs, as they stand. */
final class InputReader {

  /** A column that Flare adds to all that it writes. */
  private static final String SYSTEM_COLUMN = "__metadata";

  private static final Logger LOG = LoggerFactory.getLogger(InputReader.class);

  private final SparkSession session;

  InputReader(SparkSession session) {
    this.session = session;
  }

  /**
   * The rows of an input.
   *
   * @throws FlarepathException if they cannot be read, at the place that is to blame
   */
  Dataset<Row> read(FrozenInput frozen) {
    InputPlan input = frozen.input();
    try {
      checkWall(input);
      Dataset<Row> rows =
          input.input().isStream() ? new StreamReader(session).open(input) : rows(frozen);
      checkWall(input); // Spark has listed the files now.
      return input.input().keepsSystemColumns() ? rows : rows.drop(SYSTEM_COLUMN);
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new InputFailure(input, session.version()).of(e);
    }
  }

  /**
   * Makes sure that files are still where they were listed: a folder may have become a link.
   *
   * @throws FlarepathException if one is not in its depot any more
   */
  void confirm(InputPlan input) {
    try {
      checkWall(input);
    } catch (IOException e) {
      throw new InputFailure(input, session.version()).of(e);
    }
  }

  private void checkWall(InputPlan input) throws IOException {
    if (input.source().asFiles().isPresent()) {
      new DepotWall(
              input.source().asFiles().get().place(),
              InputFailure.place(input),
              session.sessionState().newHadoopConf())
          .checkReading();
    }
  }

  /**
   * The tables that a view reads.
   *
   * @throws FlarepathException if it cannot be read, at the place that is to blame
   */
  Set<TableName> tables(InputPlan input, TableName view) {
    try {
      return Pinned.tables(session.table(view.quoted()));
    } catch (Exception | LinkageError e) {
      throw new InputFailure(input, session.version()).of(e);
    }
  }

  /** Whether an input's rows are those of one snapshot, which stay the same. */
  static boolean isPinned(FrozenInput frozen) {
    return frozen.expected().isEmpty()
        && frozen.input().currentTable().isPresent()
        && snapshot(frozen.tables(), frozen.input().currentTable().get().name()).isPresent();
  }

  private Dataset<Row> rows(FrozenInput frozen) {
    InputPlan input = frozen.input();
    if (frozen.expected().isPresent()) {
      return none(frozen.expected().get());
    }
    return input
        .source()
        .match(
            table -> rows(frozen, table),
            files -> rows(input, files),
            connector -> rows(input, connector),
            query -> {
              Dataset<Row> rows = new FrozenQuery(session).run(input, query, frozen.tables());
              return query.tables().values().stream().anyMatch(table -> isView(frozen, table))
                  ? Pinned.at(session, rows, frozen.tables())
                  : rows;
            });
  }

  private Dataset<Row> none(List<Column> columns) {
    String ddl =
        columns.stream()
            .map(column -> SqlText.identifier(column.name()) + " " + column.type())
            .collect(Collectors.joining(", "));
    return session.createDataFrame(List.of(), StructType.fromDDL(ddl));
  }

  private Dataset<Row> rows(FrozenInput frozen, DataSource.Table table) {
    InputPlan input = frozen.input();
    DataFrameReader reader = session.read();
    options(reader, input);
    if (input.currentTable().isPresent()) {
      snapshot(frozen.tables(), table.name()).ifPresent(id -> reader.option("snapshot-id", id));
    }
    Dataset<Row> rows = reader.table(table.quoted());
    if (input.choosesVersion()) {
      // Only the planned scan looks for the branch, the tag or the snapshot.
      LogicalPlan planned = rows.queryExecution().optimizedPlan();
      LOG.debug("{} is there: {}", table, planned);
    }
    return isView(frozen, table) ? Pinned.at(session, rows, frozen.tables()) : rows;
  }

  private static boolean isView(FrozenInput frozen, DataSource.Table table) {
    return !frozen.tables().containsKey(table.name());
  }

  private Dataset<Row> rows(InputPlan input, DataSource.Files files) {
    OddFiles.in(files.path(), session.sessionState().newHadoopConf())
        .ifPresent(
            odd -> {
              throw new FlarepathException(
                  new InputFailure(input, session.version())
                      .unreadable(odd)
                      .help("write the rows into a file first, and read that"));
            });
    DataFrameReader reader = withSchema(input);
    reader.options(input.input().readerOptions(files.format()));
    if (HadoopFiles.isNamed(files.path(), session.sessionState().newHadoopConf())) {
      // Else Spark takes brackets in the name of a file for a pattern.
      reader.option("__globPaths__", "false");
    }
    return reader.format(files.format().source()).load(files.path());
  }

  private Dataset<Row> rows(InputPlan input, DataSource.Connector connector) {
    DataFrameReader reader = withSchema(input);
    connector.options().forEach(reader::option);
    options(reader, input);
    if (!Permission.of(session).allowsStatements()) {
      SentStatements.refuse(input, connector);
    }
    return connector.isDatabase()
        ? Jdbc.of(session, input, connector).rows(reader)
        : reader.format(connector.format().source()).load();
  }

  private DataFrameReader withSchema(InputPlan input) {
    DataFrameReader reader = session.read();
    for (Schema schema : input.schema().stream().toList()) {
      reader.schema(new SchemaReader(session.sessionState().newHadoopConf()).columns(schema));
    }
    return reader;
  }

  static OptionalLong snapshot(Map<TableName, FrozenTable> tables, TableName name) {
    FrozenTable table = tables.get(name);
    return table == null ? OptionalLong.empty() : table.snapshotId();
  }

  private void options(DataFrameReader reader, InputPlan input) {
    input.input().options().forEach((name, value) -> reader.option(name, optionValue(name, value)));
  }

  private String optionValue(String name, Located<String> value) {
    return name.equals("as-of-timestamp") ? new KeyValues(session).millis(value) : value.value();
  }
}
