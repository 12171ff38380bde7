package io.flarepath.spark;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.InputPlan;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.source.DataSource;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Schema;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole inputs, as they stand. */
final class InputReader {

  /** Options by which the user chooses what to read; then nothing else is chosen for them. */
  static final Set<String> TRAVEL =
      Set.of("snapshot-id", "as-of-timestamp", "branch", "tag", "start-snapshot-id");

  /** A column that the original adds to all that it writes. */
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
      Dataset<Row> rows =
          input.input().isStream() ? new StreamReader(session).open(input) : rows(frozen);
      return input.input().keepsSystemColumns() ? rows : rows.drop(SYSTEM_COLUMN);
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      throw new InputFailure(input, session.version()).of(e);
    }
  }

  /** Whether the user's options choose what to read of a table. */
  static boolean chooses(InputPlan input) {
    return input.input().options().keySet().stream().anyMatch(TRAVEL::contains);
  }

  private Dataset<Row> rows(FrozenInput frozen) {
    InputPlan input = frozen.input();
    DataSource source = input.source();
    if (source instanceof DataSource.Query query) {
      return new FrozenQuery(session).run(input, query, frozen.tables());
    }
    DataFrameReader reader = session.read();
    if (source instanceof DataSource.Table table) {
      options(reader, input);
      if (table.metadata().isEmpty() && !chooses(input)) {
        snapshot(frozen.tables(), table.name()).ifPresent(id -> reader.option("snapshot-id", id));
      }
      Dataset<Row> rows = reader.table(table.quoted());
      if (chooses(input)) {
        // Only the planned scan looks for the branch, the tag or the snapshot.
        LogicalPlan planned = rows.queryExecution().optimizedPlan();
        LOG.debug("{} is there: {}", table, planned);
      }
      return rows;
    }
    for (Schema schema : input.schema().stream().toList()) {
      reader.schema(new SchemaReader(session.sessionState().newHadoopConf()).columns(schema));
    }
    if (source instanceof DataSource.Connector connector) {
      connector.options().forEach(reader::option);
      options(reader, input);
      return Jdbc.isDatabase(connector)
          ? Jdbc.of(session, input, connector).rows(reader)
          : reader.format(connector.format().source()).load();
    }
    DataSource.Files files = (DataSource.Files) source;
    options(reader, input);
    return reader.format(files.format().source()).load(files.path());
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
