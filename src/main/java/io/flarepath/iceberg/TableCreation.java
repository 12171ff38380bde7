package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Column;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.TableName;
import io.flarepath.state.PropertyNames;
import io.flarepath.workflow.PartitionField;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
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

  /** The new table, or the one that somebody made meanwhile. */
  static Table create(Catalogs catalogs, OutputWrite write, String runId) {
    TableName name = write.output().table();
    try {
      catalogs.ensureNamespace(name);
      Schema schema = schema(write);
      Catalog.TableBuilder builder =
          catalogs
              .catalog(name)
              .buildTable(Catalogs.identifier(name), schema)
              .withPartitionSpec(spec(write, schema))
              // A pass writes several metadata versions; without a bound they pile up.
              .withProperty(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true")
              .withProperty(PropertyNames.CREATED_BY, runId);
      write
          .output()
          .output()
          .properties()
          .forEach((property, value) -> builder.withProperty(property, value.value()));
      return builder.create();
    } catch (AlreadyExistsException e) {
      return catalogs.load(name).orElseThrow(() -> Catalogs.failed(name, "it comes and goes", e));
    } catch (FlarepathException e) {
      throw e;
    } catch (ValidationException | IllegalArgumentException | UnsupportedOperationException e) {
      throw unfit(write, e);
    } catch (RuntimeException e) {
      throw Catalogs.failed(name, "the table cannot be created", e);
    }
  }

  private static FlarepathException unfit(OutputWrite write, RuntimeException e) {
    return new FlarepathException(
        Diagnostic.error(
                Code.SCHEMA_MISMATCH,
                "no table of Iceberg can hold the result `" + write.output().view() + "`")
            .at(write.output().output().name().span())
            .because(reason(e))
            .help("cast the columns in the last step to types that Iceberg has"),
        e);
  }

  private static String reason(RuntimeException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()).strip();
  }

  private static Schema schema(OutputWrite write) {
    String ddl = write.columns().stream().map(TableCreation::ddl).collect(Collectors.joining(", "));
    return SparkSchemaUtil.convert(StructType.fromDDL(ddl));
  }

  private static String ddl(Column column) {
    return "`" + column.name().replace("`", "``") + "` " + column.type();
  }

  private static PartitionSpec spec(OutputWrite write, Schema schema) {
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema).caseSensitive(false);
    for (PartitionField field : write.output().output().partitioning()) {
      try {
        // Alone, so that the field is named whose column has the wrong type.
        add(PartitionSpec.builderFor(schema).caseSensitive(false), field).build();
        add(builder, field);
      } catch (ValidationException | IllegalArgumentException e) {
        throw new FlarepathException(
            Diagnostic.error(
                    Code.BAD_PARTITION_FIELD,
                    "the table cannot be partitioned by "
                        + field.transform().value().word()
                        + " of `"
                        + field.column().value()
                        + "`")
                .at(field.transform().span())
                .because(reason(e)),
            e);
      }
    }
    try {
      return builder.build();
    } catch (ValidationException | IllegalArgumentException e) {
      throw new FlarepathException(
          Diagnostic.error(Code.BAD_PARTITION_FIELD, "the table cannot be partitioned so")
              .at(write.output().output().name().span())
              .because(reason(e)),
          e);
    }
  }

  private static PartitionSpec.Builder add(PartitionSpec.Builder builder, PartitionField field) {
    String column = field.column().value();
    Optional<String> given = field.name().map(name -> name.value());
    String name = given.orElse(column + "_" + field.transform().value().word());
    return switch (field.transform().value()) {
      case IDENTITY -> builder.identity(column, given.orElse(column));
      case YEAR -> builder.year(column, name);
      case MONTH -> builder.month(column, name);
      case DAY -> builder.day(column, name);
      case HOUR -> builder.hour(column, name);
      case BUCKET ->
          builder.bucket(column, field.size().orElse(16), given.orElse(column + "_bucket"));
      case TRUNCATE ->
          builder.truncate(column, field.size().orElse(1), given.orElse(column + "_trunc"));
    };
  }
}
