package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every format, wherever an address may point. */
@Tag("spark")
class FileInputsTest {

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro", "json", "ORC", "Avro"})
  void readsWhatSparkWrote(String format) {
    rows().write().format(format.toLowerCase(java.util.Locale.ROOT)).save(file("a/b/rows"));
    assertThat(load("dataset: dataos://files:a/b/rows?acl=rw\nformat: " + format))
        .containsExactly("1 | one", "2 | two");
  }

  @Test
  void readsCsvByItsEndingAndItsOptions() {
    write("city/city.csv", "id;name\n1;one\n2;two\n");
    assertThat(
            load(
                "dataset: dataos://files:none/city/city.csv\noptions: {header: true, sep: ';', inferSchema: 'true'}"))
        .containsExactly("1 | one", "2 | two");
  }

  @Test
  void readsLinesOfText() {
    write("notes.txt", "one\ntwo\n");
    assertThat(load("dataset: " + file("notes.txt"))).containsExactly("one", "two");
  }

  @Test
  void readsXml() {
    write("rows.xml", "<rows><row><id>1</id><name>one</name></row></rows>");
    assertThat(load("dataset: dataos://files:none/rows.xml\noptions: {rowTag: row}"))
        .containsExactly("1 | one");
  }

  @Test
  void readsWholeFilesAsBytes() {
    write("blob/a.bin", "abc");
    String job =
        InputJob.reading("dataset: dataos://files:none/blob\nformat: binaryFile")
            .select("SELECT length, CAST(content AS STRING) AS text FROM rows")
            .yaml();
    assertThat(lab.run(job).job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(lab.tables().rows("copy")).containsExactly("3 | abc");
  }

  @Test
  void readsSeveralFilesByAPattern() {
    write("in/2024-01.csv", "1,one\n");
    write("in/2024-02.csv", "2,two\n");
    write("in/2025-01.csv", "3,three\n");
    String plain = "\noptions: {header: false}";
    assertThat(load("dataset: dataos://files:in/2024-*.csv" + plain))
        .containsExactly("1 | one", "2 | two");
    assertThat(load("dataset: dataos://files:in/202?-01.csv" + plain))
        .containsExactly("1 | one", "3 | three");
    assertThat(load("dataset: 'file:" + file("in/{2024-02,2025-01}.csv") + "'" + plain))
        .containsExactly("2 | two", "3 | three");
  }

  @Test
  void readsTheOldFormOfAFile() {
    write("old/rows.json", "{\"id\": 1, \"name\": \"one\"}\n");
    assertThat(load("inputType: file\nfile: {path: " + file("old") + ", format: Json}"))
        .containsExactly("1 | one");
  }

  @Test
  void readsAnIcebergTableByItsFolder() {
    new HadoopTables(new Configuration())
        .create(
            new Schema(Types.NestedField.required(1, "id", Types.IntegerType.get())),
            PartitionSpec.unpartitioned(),
            file("house/old/orders"));
    String catalog = "spark.sql.catalog.default_iceberg";
    lab.session().conf().set(catalog, "org.apache.iceberg.spark.SparkCatalog");
    lab.session().conf().set(catalog + ".type", "hadoop");
    lab.session().conf().set(catalog + ".warehouse", "file:/nowhere");
    lab.session()
        .sql("SELECT 7 AS id")
        .write()
        .format("iceberg")
        .mode("append")
        .save(file("house/old/orders"));
    assertThat(
            load(
                "inputType: file\nfile: {warehousePath: %s, format: iceberg, schemaName: old, tableName: orders}"
                    .formatted(file("house"))))
        .containsExactly("7");
    assertThat(load("dataset: dataos://files:house/old/orders\nformat: iceberg"))
        .containsExactly("7");
  }

  @Test
  void loadsFilesAWindowAtATime() {
    write(
        "events/a.csv",
        "at,id\n2024-01-01 08:00:00,1\n2024-01-02 00:00:00,2\n2024-01-02 09:00:00,3\n");
    LoadJob job =
        LoadJob.daily()
            .fromDataset(
                "dataos://files:none/events\n  format: csv\n  schema: at timestamp, id int\n  options: {header: 'true'}");
    Run run = lab.now("2024-01-03T00:00").catchUp(job.yaml());
    assertThat(run.windows())
        .containsExactly(
            "(2024-01-01 00:00:00, 2024-01-02 00:00:00]",
            "(2024-01-02 00:00:00, 2024-01-03 00:00:00]");
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3");
  }

  private List<String> load(String keys) {
    Run run = lab.run(InputJob.reading(keys).yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    return lab.tables().rows("copy");
  }

  private Dataset<Row> rows() {
    return lab.session().sql("SELECT * FROM VALUES (1, 'one'), (2, 'two') AS t(id, name)");
  }

  private String file(String name) {
    return lab.folder().resolve("files").resolve(name).toString();
  }

  private void write(String name, String text) {
    try {
      Path path = Path.of(file(name));
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
