package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that are files. */
@Tag("spark")
class FileSinksTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "avro", "json", "Parquet", "ORC"})
  void writesAFormatThatKnowsItsColumns(String format) {
    Run run = lab.run(whole("format: " + format, "saveMode: overwrite").yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.pass().outputs()).isEmpty();
    assertThat(run.pass().deliveries())
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.counts().rowsResult()).isEqualTo(3);
              assertThat(delivery.sink().word()).isEqualTo("replace-all");
            });
    assertThat(ids(read(format, "out/rows"))).containsExactly("1", "2", "3");
  }

  @Test
  void writesText() {
    Run run =
        lab.run(
            whole("format: text", "saveMode: overwrite")
                .step("lines", "SELECT concat('no. ', id) AS value FROM events ORDER BY id")
                .yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(lines("out/rows")).containsExactlyInAnyOrder("no. 1", "no. 2", "no. 3");
  }

  @Test
  void writesXml() {
    Run run =
        lab.run(
            whole(
                    "format: xml",
                    "saveMode: overwrite\nextraOptions: {rowTag: event, rootTag: events}")
                .yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(lines("out/rows")).filteredOn(line -> line.contains("<id>")).hasSize(3);
  }

  @Test
  void writesCompressedCsvSortedWithinItsFiles() {
    Run run =
        lab.run(
            whole(
                    "format: csv",
                    """
                    saveMode: overwrite
                    compressionType: gzip
                    sort: {mode: global, columns: [{name: id, order: desc}]}
                    extraOptions: {header: 'true', delimiter: ';'}
                    """)
                .step("few", "SELECT /*+ COALESCE(1) */ id, id + 1 AS next FROM events")
                .yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(files("out/rows")).isNotEmpty().allMatch(file -> file.endsWith(".csv.gz"));
    Dataset<Row> written =
        lab.session().read().option("header", "true").option("sep", ";").csv(path("out/rows"));
    assertThat(written.toJSON().collectAsList())
        .containsExactlyInAnyOrder(
            "{\"id\":\"3\",\"next\":\"4\"}",
            "{\"id\":\"2\",\"next\":\"3\"}",
            "{\"id\":\"1\",\"next\":\"2\"}");
  }

  @Test
  void asksForNoFormatWhereTheNameTellsIt() {
    LoadJob job =
        LoadJob.daily()
            .whole()
            .withoutTable()
            .moreOutput(
                """
                - name: events
                  dataset: dataos://files:out/events.json
                """);
    Run run = lab.run(job.yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(ids(read("json", "out/events.json"))).containsExactly("1", "2", "3");
    assertThat(run.advice())
        .extracting(Diagnostic::message)
        .containsExactly("the output `events` has no saveMode, so it overwrites its target");
  }

  @Test
  void saveModesAreSparksOwn() {
    LoadJob appending = whole("format: json", "saveMode: append");
    lab.run(appending.yaml());
    lab.run(appending.yaml());
    assertThat(read("json", "out/rows").count()).isEqualTo(6);
    Run ignored = lab.run(whole("format: json", "saveMode: ignore").yaml());
    assertThat(ignored.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(ignored.job().reason()).isEqualTo("the targets exist, and saveMode is ignore");
    Diagnostic refused = lab.run(whole("format: json", "saveMode: errorIfExists").yaml()).failure();
    assertThat(refused.code()).isEqualTo(Code.TABLE_EXISTS);
    assertThat(read("json", "out/rows").count()).isEqualTo(6);
    lab.run(whole("format: json", "saveMode: overwrite").yaml());
    assertThat(read("json", "out/rows").count()).isEqualTo(3);
    lab.tables().sql("DELETE FROM {}events WHERE id = 1");
    assertThat(lab.run(sink("format: json", "saveMode: ignore", "new").whole().yaml()).job())
        .satisfies(job -> assertThat(job.status()).isEqualTo(Status.SUCCEEDED));
    assertThat(ids(read("json", "out/new"))).containsExactly("2", "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iceberg: {properties: {overwrite-mode: dynamic}}",
        "extraOptions: {partitionOverwriteMode: DYNAMIC}"
      })
  void replacesTheFoldersThatTheResultHasRowsFor(String dynamic) {
    LoadJob job =
        sink("format: parquet", "saveMode: overwrite\npartitionBy: [day]\n" + dynamic, "rows")
            .window(
                "select *, cast(at as date) as day from all_events where at > '$|start|' AND at <= '$|end|'");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.advice()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(run.job().passes().get(0).deliveries().get(0).sink().word())
        .isEqualTo("replace-partitions");
    // The row at midnight was in the first window, and its folder was replaced by the second.
    assertThat(ids(read("parquet", "out/rows"))).containsExactly("1", "3");
    assertThat(files("out/rows")).hasSize(2).allMatch(file -> file.contains("day=2024-01-0"));
  }

  @Test
  void warnsWhereEachWindowReplacesTheOneBefore() {
    LoadJob job = sink("format: parquet", "saveMode: overwrite", "rows");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.advice()).extracting(Diagnostic::code).containsExactly(Code.REPLACES_THE_TABLE);
    assertThat(ids(read("parquet", "out/rows"))).containsExactly("3");
  }

  @Test
  void deliversNothingThatAnAssertionRejects() {
    LoadJob job =
        LoadJob.daily()
            .saveMode("append")
            .properties("")
            .step("good", "SELECT * FROM events")
            .step("bad", "SELECT * FROM events")
            .moreOutput(
                """
                - name: good
                  dataset: dataos://files:out/good
                  format: json
                """)
            .moreOutput(
                """
                - name: events
                  dataset: dataos://files:out/bad
                  format: json
                  options: {saveMode: append}
                  assertions:
                    - {column: id, tests: ['max < 2', 'distinct_count == 2']}
                    - {sql: select count(*) as n from source, tests: ['n > 7']}
                """);
    Run run = lab.run(job.yaml());
    assertThat(run.job().diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "the rows for %s were not delivered: 2 of 3 tests fail".formatted(path("out/bad")),
            "`max` of `id` is 2, but `max < 2` is required",
            "`n` of the SQL's row is 2, but `n > 7` is required");
    assertThat(run.job().diagnostics())
        .extracting(Diagnostic::code)
        .containsOnly(Code.AUDIT_REJECTED);
    assertThat(Path.of(path("out"))).doesNotExist();
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void pointsAtColumnsThatTheResultDoesNotHave() {
    Run run =
        lab.run(
            whole(
                    "format: json",
                    "saveMode: append\npartitionBy: [dya]\nsort: {columns: [{name: idd}]}")
                .yaml());
    assertThat(run.job().diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.SORT_COLUMN_MISSING, Code.PARTITION_COLUMN_MISSING);
  }

  @Test
  void saysWhatCannotBeWritten() {
    Diagnostic failure = lab.run(whole("format: text", "saveMode: overwrite").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(failure.message()).isEqualTo("the result `events` cannot be written as text");
    assertThat(failure.notes())
        .containsExactly(
            "text cannot hold the column `at` of type timestamp", "nothing was written");
    Diagnostic missing = lab.run(whole("format: delta", "saveMode: overwrite").yaml()).failure();
    assertThat(missing.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(missing.message()).isEqualTo("this Spark cannot write the format `delta`");
    assertThat(missing.help()).first().asString().contains("io.delta:delta-spark_2.12");
  }

  private LoadJob whole(String format, String options) {
    return sink(format, options, "rows").whole();
  }

  /** A job with nothing but this output; its view is the last step's. */
  private static LoadJob sink(String format, String options, String folder) {
    return LoadJob.daily()
        .withoutTable()
        .moreOutput(
            "- name: %s\n  dataset: dataos://files:out/%s\n  %s\n  options:\n%s"
                .formatted(LoadJob.LAST, folder, format, options.strip().indent(4)));
  }

  private Dataset<Row> read(String format, String path) {
    return lab.session().read().format(format.toLowerCase(java.util.Locale.ROOT)).load(path(path));
  }

  private static List<String> ids(Dataset<Row> rows) {
    return rows.selectExpr("CAST(id AS STRING)").orderBy("id").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> lines(String folder) {
    return files(folder).stream().flatMap(FileSinksTest::linesOf).toList();
  }

  private static Stream<String> linesOf(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> files(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(path(folder)))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("[._].*"))
          .map(Path::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(String path) {
    return lab.folder().resolve("files").resolve(path).toString();
  }
}
