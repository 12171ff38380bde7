package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.table.TableName;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Table;

/**
 * Whether Iceberg can write files by a table's partition spec. It cannot where a field is left of a
 * column that was dropped: format version 1 keeps removed fields in the spec, as void ones. Nor can
 * it where a newer version of Iceberg has made a field by a transform that this one does not have.
 */
final class WritableSpec {

  private WritableSpec() {}

  /**
   * Checks the spec that is current in the table.
   *
   * @throws FlarepathException that says how to make the table writable again
   */
  static void check(TableName name, Table table) {
    for (PartitionField field : table.spec().fields()) {
      if (!TableReader.isKnown(field.transform())) {
        throw new FlarepathException(unknown(name, field));
      }
      if (table.schema().findField(field.sourceId()) == null) {
        throw new FlarepathException(
            Diagnostic.error(
                    Code.BAD_PARTITION_FIELD,
                    "Iceberg cannot write to the table "
                        + name
                        + ", because the column of its partition field `"
                        + field.name()
                        + "` was dropped")
                .because(
                    "format version 1 keeps a removed partition field in the spec, without values")
                .help(
                    "remove it: ALTER TABLE %s SET TBLPROPERTIES ('format-version' = '2'), then ALTER TABLE %s DROP PARTITION FIELD %s"
                        .formatted(name, name, field.name())));
      }
    }
  }

  private static Diagnostic unknown(TableName name, PartitionField field) {
    return Diagnostic.error(
            Code.BAD_PARTITION_FIELD,
            "the table %s cannot be written to, because the transform of its partition field `%s` is unknown"
                .formatted(name, field.name()))
        .because(
            "it is `%s`, which this version of Iceberg cannot compute".formatted(field.transform()))
        .help(
            "write to it with the engine that created the field, or remove the field: ALTER TABLE %s DROP PARTITION FIELD %s"
                .formatted(name, field.name()));
  }
}
