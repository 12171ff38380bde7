package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.io.IOException;
import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output tables in which another engine deletes rows by their values, as Flink does. */
@Tag("spark")
class EqualityDeletesTest {

  private static final String TESTS =
      """
      - {column: id, tests: [max < 10, distinct_count > 0, duplicate_count = 0]}
      - {sql: SELECT count(*) AS n FROM source, tests: [n > 0, n < 3]}
      """;

  private static final String MERGE =
      "merge: {onClause: old.id = new.id, whenClause: matched then update set *}";

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @CsvSource({"parquet, 2", "orc, 2", "avro, 3"})
  void areJudgedReplacedAndMerged(String format, int version) throws IOException {
    SampleEvents.threeDays(lab);
    lab.tables()
        .create("copy", "at timestamp, id bigint", "")
        .sql(
            "ALTER TABLE {}copy SET TBLPROPERTIES ('format-version' = '%d', 'write.format.default' = '%s')"
                .formatted(version, format));
    lab.tables()
        .insert(
            "copy", "'2024-01-20 05:00:00', 3", "'2024-01-21 05:00:00', 92", "'2024-01-02', 90");
    delete(3, format);
    String workflow = LoadJob.daily().partitionedBy("").assertions(TESTS).yaml();
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    // What is deleted is older than the row of the same id that came after it.
    assertIds("1", "2", "3", "4", "5", "92");

    delete(1, format);
    delete(2, format);
    Run again =
        lab.backfill(
            workflow,
            Map.of(
                "all_events.start",
                "2024-01-01 12:00:00",
                "all_events.end",
                "2024-01-02 12:00:00"));
    assertThat(again.said()).isEmpty();
    // The rows outside the window stay deleted.
    assertIds("2", "3", "4", "5", "92");

    delete(4, format);
    String merge = LoadJob.daily().partitionedBy("").whole().properties("").options(MERGE).yaml();
    assertThat(lab.run(merge).said()).isEmpty();
    assertIds("2", "3", "5", "92");
  }

  private void assertIds(String... ids) {
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).containsExactly(ids);
  }

  private void delete(long id, String format) throws IOException {
    Table table = lab.tables().table("copy");
    Schema key = table.schema().select("id");
    String file = "%s/data/%d-%s.%s".formatted(table.location(), id, "deletes", format);
    EqualityDeleteWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .deleteFileFormat(FileFormat.fromString(format))
            .equalityFieldIds(new int[] {key.findField("id").fieldId()})
            .equalityDeleteRowSchema(key)
            .build()
            .newEqualityDeleteWriter(
                EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(file)),
                table.spec(),
                null);
    try (writer) {
      Record row = GenericRecord.create(key);
      row.setField("id", id);
      writer.write(row);
    }
    table.newRowDelta().addDeletes(writer.toDeleteFile()).commit();
  }
}
