package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.sql.SqlText;
import io.flarepath.state.PropertyNames;
import io.flarepath.table.Column;
import io.flarepath.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.types.StructType;

/** Makes an empty table for a result. */
final class TableCreation {

  private TableCreation() {}

  /** The new table, or the one that another process has just created. */
  static Table create(Catalogs catalogs, OutputWrite write, String creator) {
    TableName name = write.output().table();
    try {
      catalogs.wall(name).check(write.output());
      catalogs.ensureNamespace(name);
      Schema schema = schema(write.columns());
      Catalog.TableBuilder builder =
          catalogs
              .catalog(name)
              .buildTable(Catalogs.identifier(name), schema)
              .withPartitionSpec(PartitionSpecs.spec(write.output(), schema))
              // A pass writes several metadata versions; without a bound they pile up.
              .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
              .withProperty(PropertyNames.EXPIRE_SNAPSHOTS, "true")
              .withProperty(PropertyNames.CREATED_BY, creator);
      write.properties().forEach(builder::withProperty);
      return builder.create();
    } catch (AlreadyExistsException e) {
      return catalogs
          .load(name)
          .orElseThrow(
              () ->
                  Catalogs.failed(
                      name, "another process keeps creating and dropping the table", e));
    } catch (FlarepathException e) {
      throw e;
    } catch (ValidationException | IllegalArgumentException | UnsupportedOperationException e) {
      throw unfit(write, e);
    } catch (RuntimeException e) {
      throw Catalogs.failed(name, "the table cannot be created", e);
    }
  }

  static FlarepathException unfit(OutputWrite write, RuntimeException e) {
    return new FlarepathException(
        Diagnostic.error(
                Code.SCHEMA_MISMATCH,
                "an Iceberg table cannot store the result `" + write.output().view() + "`")
            .at(write.output().output().name().span())
            .because(reason(e))
            .help("cast the columns in the last step to types that Iceberg supports"),
        e);
  }

  static String reason(RuntimeException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()).strip();
  }

  /** Columns as Iceberg's, numbered from 1. */
  static Schema schema(List<Column> columns) {
    if (columns.isEmpty()) {
      return new Schema();
    }
    columns.forEach(TableCreation::check);
    String ddl = columns.stream().map(TableCreation::ddl).collect(Collectors.joining(", "));
    return SparkSchemaUtil.convert(StructType.fromDDL(ddl));
  }

  /** Says which column it is that Iceberg has no type for. */
  private static void check(Column column) {
    try {
      SparkSchemaUtil.convert(StructType.fromDDL(ddl(column)));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw new UnsupportedOperationException(
          "Iceberg has no type for the column " + column + ": " + reason(e), e);
    }
  }

  private static String ddl(Column column) {
    return SqlText.identifier(column.name()) + " " + column.type();
  }
}
