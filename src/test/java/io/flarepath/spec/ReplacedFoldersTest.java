package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an output of files replaces, and what it leaves alone. */
@Tag("spark")
class ReplacedFoldersTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeEvents() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  @Test
  void aCollectionIsLeftAlone() {
    file("out/others/a.json", "{\"id\": 7}");
    file("out/b.json", "{\"id\": 8}");
    Run run = lab.run(job("dataos://files:out?acl=rw", "json", "saveMode: overwrite"));
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(path("out/others/a.json")).exists();
    assertThat(path("out/b.json")).exists();
    assertThat(ids("json", "out/events")).containsExactly("1", "2", "3");
  }

  @Test
  void itsOwnRowsAreReplacedAgainAndAgainAlsoInAnotherFormat() {
    run("dataos://files:out/rows", "json", "saveMode: overwrite\npartitionBy: [id]");
    assertThat(path("out/rows/id=1")).isDirectory();
    run("dataos://files:out/rows/", "json", "saveMode: overwrite");
    assertThat(path("out/rows/id=1")).doesNotExist();
    assertThat(ids("json", "out/rows")).containsExactly("1", "2", "3");
    run("dataos://files:out/rows", "parquet", "saveMode: overwrite");
    assertThat(ids("parquet", "out/rows")).containsExactly("1", "2", "3");
    assertThat(names("out/rows")).filteredOn(name -> name.endsWith(".json")).isEmpty();
    assertThat(names("out/rows")).contains("_SUCCESS", ".flarepath");
  }

  @Test
  void readersDoNotSeeTheMark() {
    run("dataos://files:out/rows", "csv", "saveMode: overwrite\nextraOptions: {header: 'true'}");
    assertThat(path("out/rows/.flarepath")).exists();
    assertThat(
            lab.session().read().option("header", "true").csv(path("out/rows").toString()).count())
        .isEqualTo(3);
  }

  @Test
  void aFolderWithFilesOfTheFormatOnlyIsReplaced() {
    file("out/rows/old.JSON", "{\"id\": 7}");
    file("out/rows/day=2/old.json.gz", "");
    file("out/rows/_SUCCESS", "");
    file("out/rows/.hidden", "kept");
    run("dataos://files:out/rows", "json", "saveMode: overwrite");
    assertThat(ids("json", "out/rows")).containsExactly("1", "2", "3");
    assertThat(path("out/rows/.hidden")).exists();
    assertThat(path("out/rows/day=2")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt",
        "a.csv",
        "part-00000-0b5d-c000.snappy.parquet",
        "sub/a.json",
        "day=1/notes.txt",
        "_spark_metadata/0",
      })
  void whatElseIsThereIsNamedAndKept(String other) {
    file("out/rows/a.json", "{\"id\": 7}");
    file("out/rows/" + other, "precious");
    Diagnostic failure =
        lab.run(job("dataos://files:out/rows", "json", "saveMode: overwrite")).failure();
    assertThat(failure.code()).isEqualTo(Code.FOLDER_NOT_OURS);
    assertThat(failure.message())
        .isEqualTo(
            "the output `events` does not replace %s, which contains more than the output's own files"
                .formatted(path("out/rows")));
    assertThat(failure.place()).isPresent();
    String named = other.replaceAll("^(sub/|_spark_metadata).*", "$1");
    assertThat(failure.notes())
        .containsExactly("the folder contains " + named, "nothing was written or removed");
    assertThat(names("out/rows")).hasSize(2);
  }

  @Test
  void aTableIsNotReplacedByItsFiles() {
    Path data = lab.folder().resolve("files/lake/t/data");
    file("lake/t/metadata/v1.metadata.json", "{}");
    file("lake/t/data/a.parquet", "");
    Diagnostic failure =
        lab.run(job("dataos://files:lake/t/data", "parquet", "saveMode: overwrite")).failure();
    assertThat(failure.code()).isEqualTo(Code.FOLDER_SHARED_WITH_OTHERS);
    assertThat(failure.notes()).first().asString().contains("the folder of an Iceberg table");
    assertThat(data.resolve("a.parquet")).exists();
    file("lake/d/_delta_log/0.json", "{}");
    Diagnostic delta =
        lab.run(job("dataos://files:lake/d", "parquet", "saveMode: overwrite")).failure();
    assertThat(delta.notes()).first().asString().contains("the folder of a delta table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overwrite", "append"})
  void aFileIsNoFolder(String mode) {
    file("out/rows.json", "{\"id\": 7}");
    Diagnostic failure =
        lab.run(job("dataos://files:out/rows.json", "json", "saveMode: " + mode)).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes())
        .containsExactly(
            "it is a file, and an output writes a folder of files", "nothing was written");
    assertThat(path("out/rows.json")).isRegularFile();
  }

  @Test
  void linksAreNotFollowedToWhatTheyLeadTo() throws IOException {
    file("precious/a.json", "{\"id\": 7}");
    file("out/rows/b.json", "{\"id\": 8}");
    Files.createSymbolicLink(path("out/rows/day=1"), path("precious"));
    Diagnostic failure =
        lab.run(job("dataos://files:out/rows", "json", "saveMode: overwrite")).failure();
    assertThat(failure.notes()).first().isEqualTo("the folder contains day=1");
    Files.createSymbolicLink(path("all"), Path.of("/"));
    Diagnostic depot =
        lab.run(job("dataos://files:none/all", "json", "saveMode: append")).failure();
    assertThat(depot.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    Diagnostic root = lab.run(job(path("all").toString(), "json", "saveMode: append")).failure();
    assertThat(root.code()).isEqualTo(Code.FOLDER_SHARED_WITH_OTHERS);
    assertThat(root.notes()).first().asString().startsWith("it is the root of a file system");
    assertThat(path("precious/a.json")).exists();
  }

  @Test
  void theOldRowsStayWhereTheNewOnesCannotBeWritten() {
    run("dataos://files:out/rows", "json", "saveMode: overwrite");
    List<String> before = names("out/rows");
    int files = before.size() - 2;
    LoadJob failing =
        LoadJob.daily()
            .whole()
            .withoutTable()
            .step("long", "SELECT id, repeat('x', 300) AS long FROM events")
            .moreOutput(
                output(
                        "dataos://files:out/rows",
                        "json",
                        "saveMode: overwrite\npartitionBy: [long]")
                    .replace("name: events", "name: long"));
    Diagnostic failure = lab.run(failing.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes())
        .last()
        .isEqualTo(
            "nothing was written to it: the existing files are unchanged (files: %d)"
                .formatted(files));
    assertThat(names("out/rows")).isEqualTo(before);
  }

  @Test
  void dynamicOverwriteLooksIntoPartitionsOnly() {
    file("out/rows/archive/a.txt", "kept");
    String options =
        "saveMode: overwrite\npartitionBy: [id]\nextraOptions: {partitionOverwriteMode: dynamic}";
    run("dataos://files:out/rows", "json", options);
    run("dataos://files:out/rows", "json", options);
    assertThat(path("out/rows/archive/a.txt")).exists();
    file("out/rows/id=1/notes.txt", "kept");
    assertThat(lab.run(job("dataos://files:out/rows", "json", options)).failure().notes())
        .first()
        .isEqualTo("the folder contains id=1/notes.txt");
    assertThat(path("out/rows/id=1/notes.txt")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv: named_struct('a', id)", "text: id", "avro: id AS `a b`"})
  void whatAFormatCannotHoldIsSaidBeforeATableIsWritten(String formatAndColumn) {
    String format = formatAndColumn.split(": ", -1)[0];
    String column = formatAndColumn.split(": ", -1)[1];
    LoadJob job =
        LoadJob.daily()
            .whole()
            .step("odd", "SELECT " + column + " FROM events")
            .step("out", "SELECT * FROM events")
            .moreOutput(
                output("dataos://files:out/rows", format, "saveMode: append")
                    .replace("name: events", "name: odd"));
    Diagnostic failure = lab.run(job.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(failure.message()).isEqualTo("the result `odd` cannot be written as " + format);
    assertThat(failure.notes()).contains("nothing was written");
    assertThat(lab.tables().exists("copy")).isFalse();
    assertThat(path("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json", "orc", "avro", "csv"})
  void aCodecThatIsNoneIsSaidAtItsPlace(String format) {
    Diagnostic failure =
        lab.run(
                job(
                    "dataos://files:out/rows",
                    format,
                    "saveMode: overwrite\ncompressionType: gzzip"))
            .failure();
    assertThat(failure.code()).isEqualTo(Code.UNKNOWN_CODEC);
    assertThat(failure.message()).isEqualTo(format + " files cannot be compressed with `gzzip`");
    assertThat(path("out")).doesNotExist();
  }

  private void run(String dataset, String format, String options) {
    assertThat(lab.run(job(dataset, format, options)).job().diagnostics()).isEmpty();
  }

  private static String job(String dataset, String format, String options) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .moreOutput(output(dataset, format, options))
        .yaml();
  }

  private static String output(String dataset, String format, String options) {
    return "- name: events\n  dataset: %s\n  format: %s\n  options:\n%s"
        .formatted(dataset, format, options.strip().indent(4));
  }

  private List<String> ids(String format, String folder) {
    return lab
        .session()
        .read()
        .format(format)
        .load(path(folder).toString())
        .selectExpr("CAST(id AS STRING)")
        .orderBy("id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void file(String name, String text) {
    try {
      Files.createDirectories(path(name).getParent());
      Files.writeString(path(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(String folder) {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> path(folder).relativize(file).toString())
          .filter(file -> !file.endsWith(".crc"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String path) {
    return lab.folder().resolve("files").resolve(path);
  }
}
