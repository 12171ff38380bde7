package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.publish.TableShape;
import java.util.Objects;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;

/**
 * The columns and the partition spec that a table will have once a pass is published.
 *
 * <p>A table may know schemas and specs that are not its current ones: readers and writers go by
 * the current ones. So the files are written and staged by the new ones, which come into the table
 * together with the staged snapshot and become current in the commit that publishes it.
 *
 * @param before the table as it was when the evolution was made
 * @param schema the new schema; fields that are new in it have numbers that nothing ever had
 * @param spec the new partition spec
 */
record Evolution(TableMetadata before, Schema schema, PartitionSpec spec) {

  /** What a write asks for, made from the table as it is. */
  static Evolution of(Table table, OutputWrite write) {
    TableMetadata before = ((HasTableOperations) table).operations().current();
    Schema schema = SchemaEvolution.schema(table, write);
    TableMetadata wider = withSchema(before, schema);
    PartitionSpec spec =
        write.change().repartitioned()
            ? SpecEvolution.spec(unsaved(table, wider), write)
            : wider.spec();
    TableMetadata after = withSpec(wider, spec);
    return new Evolution(before, after.schema(), after.spec());
  }

  /** What was staged already, and is to be staged again. */
  static Evolution staged(Table table, TableShape shape) {
    TableMetadata now = ((HasTableOperations) table).operations().current();
    return new Evolution(
        now,
        Objects.requireNonNull(now.schemasById().get(shape.schema()), "the staged schema"),
        Objects.requireNonNull(now.specsById().get(shape.spec()), "the staged partition spec"));
  }

  /** Whether a table may still go over to a staged shape. */
  static boolean isOpen(TableMetadata now, TableShape shape) {
    return now.currentSchemaId() == shape.schemaBefore()
        && now.defaultSpecId() == shape.specBefore()
        && now.schemasById().containsKey(shape.schema())
        && now.specsById().containsKey(shape.spec());
  }

  /** The table as it will be, for the engine to write files for; it cannot be committed to. */
  Table table(Table table) {
    return unsaved(table, evolved(before));
  }

  /**
   * Metadata with the new columns and partitions as its current ones.
   *
   * @throws FlarepathException if others changed columns or partitions in the meantime
   */
  TableMetadata evolved(TableMetadata now) {
    boolean isAsBefore =
        now.currentSchemaId() == before.currentSchemaId()
            && now.defaultSpecId() == before.defaultSpecId()
            && (now.lastColumnId() == before.lastColumnId() || knowsSchema(now))
            && (now.lastAssignedPartitionId() == before.lastAssignedPartitionId()
                || knowsSpec(now));
    if (isAsBefore) {
      TableMetadata evolved = withSpec(withSchema(now, schema), spec);
      if (evolved.defaultSpecId() == spec.specId()) {
        return evolved;
      }
    }
    throw new FlarepathException(
        Diagnostic.error(
                Code.TABLE_TOO_BUSY,
                "another writer changed the columns or partitions of the table while this pass was changing them")
            .because(
                "the files were written for different columns or partitions; nothing was staged")
            .help("run again: the next run starts from the current table"));
  }

  /** The same metadata with the columns and partitions current that were so before. */
  TableMetadata restored(TableMetadata evolved) {
    return TableMetadata.buildFrom(evolved)
        .setCurrentSchema(before.currentSchemaId())
        .setDefaultPartitionSpec(before.defaultSpecId())
        .build();
  }

  /** By which numbers a table knows the evolution once it is staged. */
  TableShape shape(TableMetadata evolved) {
    return new TableShape(
        evolved.currentSchemaId(),
        evolved.defaultSpecId(),
        before.currentSchemaId(),
        before.defaultSpecId());
  }

  private boolean knowsSchema(TableMetadata now) {
    return now.schemas().stream().anyMatch(known -> known.sameSchema(schema));
  }

  private boolean knowsSpec(TableMetadata now) {
    PartitionSpec known = now.specsById().get(spec.specId());
    return known != null && known.compatibleWith(spec);
  }

  private static TableMetadata withSchema(TableMetadata metadata, Schema schema) {
    int last = Math.max(metadata.lastColumnId(), schema.highestFieldId());
    return TableMetadata.buildFrom(metadata).setCurrentSchema(schema, last).build();
  }

  private static TableMetadata withSpec(TableMetadata metadata, PartitionSpec spec) {
    return TableMetadata.buildFrom(metadata).setDefaultPartitionSpec(spec).build();
  }

  private static Table unsaved(Table table, TableMetadata metadata) {
    TableOperations operations = ((HasTableOperations) table).operations();
    return new BaseTable(
        new StaticTableOperations(metadata, operations.io(), operations.locationProvider()),
        table.name());
  }
}
