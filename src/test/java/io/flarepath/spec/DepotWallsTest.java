package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.plan.PassPlan;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.run.RunEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither links nor values from the data lead out of a depot, and nothing outside is changed. */
@Tag("spark")
class DepotWallsTest {

  private static final String ROW = "{\"id\": 1, \"name\": \"ours\"}\n";
  private static final String SECRET = "{\"id\": 2, \"name\": \"secret\"}\n";

  @RegisterExtension final Lab lab = new Lab();

  private Path files;
  private Path outside;

  @BeforeEach
  void aDepotAndAPlaceOutside() throws IOException {
    files = Files.createDirectories(lab.folder().resolve("files"));
    outside = Files.createDirectories(lab.folder().resolve("outside"));
    write(outside.resolve("a.json"), SECRET);
    write(files.resolve("in/day=1/a.json"), ROW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in", "in/*", "in/day=*/*.json", "in/{day=1,day=2}"})
  void whatALinkLeadsToIsNotRead(String dataset) throws IOException {
    Files.createSymbolicLink(files.resolve("in/day=2"), outside);
    String job = input(dataset);
    Diagnostic failure = lab.run(job).failure();
    assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(failure.place()).isPresent();
    assertThat(String.join("\n", failure.notes())).contains(outside.toRealPath().toString());
    assertThat(lab.tables().exists("copy")).isFalse();
    assertThat(lab.plan(job).jobs())
        .singleElement()
        .isInstanceOfSatisfying(
            JobOutlook.Blocked.class,
            blocked ->
                assertThat(blocked.diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactly(Code.LINK_LEAVES_DEPOT));
  }

  @Test
  void aLinkWithinTheDepotIsFollowed() throws IOException {
    write(files.resolve("other/b.json"), "{\"id\": 3, \"name\": \"other\"}\n");
    Files.createSymbolicLink(files.resolve("in/day=2"), files.resolve("other"));
    lab.run(input("in"));
    assertThat(lab.tables().sql("SELECT id FROM icebase.retail.copy ORDER BY id"))
        .containsExactly("1", "3");
  }

  @Test
  void aPathWithoutADepotMayLeadAnywhere() throws IOException {
    Files.createSymbolicLink(files.resolve("in/day=2"), outside);
    lab.run(InputJob.reading("dataset: " + files.resolve("in") + "\nformat: json").yaml());
    assertThat(lab.tables().sql("SELECT id FROM icebase.retail.copy ORDER BY id"))
        .containsExactly("1", "2");
  }

  @Test
  void aFolderThatBecomesALinkAfterItWasLookedAtIsNotPublished() {
    lab.run(input("in"));
    lab.hearing(
        swapping(
            () -> {
              Files.move(files.resolve("in/day=1"), files.resolve("moved"));
              Files.createSymbolicLink(files.resolve("in/day=1"), outside);
            }));
    Diagnostic failure = lab.run(input("in")).failure();
    assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(lab.tables().sql("SELECT name FROM icebase.retail.copy")).containsExactly("ours");
  }

  @Test
  void aSchemaIsNotReadThroughALink() throws IOException {
    write(outside.resolve("s.ddl"), "id BIGINT");
    Files.createSymbolicLink(files.resolve("schemas"), outside);
    Diagnostic failure =
        lab.run(
                InputJob.reading(
                        "dataset: dataos://files:in\nformat: json\nschemaPath:"
                            + " dataos://files:schemas/s.ddl")
                    .yaml())
            .failure();
    assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(failure.message()).contains("/schemas/s.ddl` leads out of its depot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void aFolderOutsideIsNotWrittenTo(String mode) throws IOException {
    Files.createSymbolicLink(files.resolve("out"), outside);
    events();
    Map<String, String> before = contents(outside);
    for (String dataset : List.of("out/rows", "none/out", "out")) {
      Diagnostic failure = lab.run(sink("dataos://files:" + dataset, mode, "")).failure();
      assertThat(failure.code()).as(dataset).isEqualTo(Code.LINK_LEAVES_DEPOT);
    }
    assertThat(contents(outside)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id=1", "_temporary", ".flarepath", "_SUCCESS"})
  void aLinkInTheFolderOfAnOutputIsNotWrittenThrough(String name) throws IOException {
    events();
    Files.createDirectories(files.resolve("out/rows"));
    Files.createSymbolicLink(files.resolve("out/rows/" + name), outside.resolve("new"));
    Map<String, String> before = contents(outside);
    for (String mode : List.of("append", "overwrite")) {
      Diagnostic failure =
          lab.run(sink("dataos://files:out/rows", mode, "partitionBy: [id]")).failure();
      assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    }
    assertThat(contents(outside)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/HEAD", ".hg/store", ".svn/entries"})
  void whatIsUnderVersionControlIsNotReplaced(String name) throws IOException {
    events();
    write(files.resolve("out/rows/a.json"), ROW);
    write(files.resolve("out/rows/" + name), "precious");
    Diagnostic failure = lab.run(sink("dataos://files:out/rows", "overwrite", "")).failure();
    assertThat(failure.code()).isEqualTo(Code.FOLDER_NOT_OURS);
    assertThat(failure.notes().get(0))
        .isEqualTo("the folder contains " + name.replaceAll("/.*", ""));
    assertThat(files.resolve("out/rows/a.json")).exists();
    assertThat(files.resolve("out/rows/" + name)).exists();
  }

  @Test
  void valuesOfPartitionsDoNotLeadOut() throws IOException {
    List<String> values =
        List.of(
            "..",
            "../../up",
            ".",
            "%2e%2e",
            "%2e%2e%2fup",
            "/etc/x",
            "..\\up",
            "s3a://b/x",
            "a/b",
            "a%2Fb",
            "\u202e..",
            "\uff0e\uff0e/up",
            "{..,a}",
            "*",
            "a=b/../../..");
    lab.tables().create("events", "id bigint, name string", "");
    for (String value : values) {
      lab.tables().insert("events", "1, '" + value.replace("\\", "\\\\") + "'");
    }
    Map<String, String> before = contents(lab.folder().resolve("outside"));
    for (String mode : List.of("append", "overwrite", "overwrite")) {
      Run run = lab.run(sink("dataos://files:out/rows", mode, "partitionBy: [name]"));
      assertThat(run.job().diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
    }
    assertThat(
            lab.session()
                .read()
                .json(files.resolve("out/rows").toString())
                .select("name")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(values);
    try (Stream<Path> all = Files.walk(files)) {
      assertThat(all.filter(Files::isRegularFile))
          .allMatch(
              file ->
                  file.startsWith(files.resolve("out/rows"))
                      || file.startsWith(files.resolve("in")));
    }
    assertThat(contents(lab.folder().resolve("outside"))).isEqualTo(before);
  }

  @Test
  void aCheckpointIsNotKeptOutside() throws IOException {
    Files.createSymbolicLink(files.resolve("checkpoints"), outside);
    Map<String, String> before = contents(outside);
    String job =
        input("in")
            .replace("format: json", "format: json\n                isStream: true")
            .replace(
                "            steps:",
                "            streaming: {triggerMode: AvailableNow, checkpointLocation:"
                    + " 'dataos://files:checkpoints/x'}\n            steps:")
            .replace("overwrite", "append");
    Diagnostic failure = lab.run(job).failure();
    assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(contents(outside)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outside", "data", "folder"})
  void orphansAreNotLookedForThroughALink(String where) throws IOException {
    SampleEvents.threeCommits(lab);
    Path folder = Path.of(URI.create(lab.tables().table("events").location()).getPath());
    Path target =
        switch (where) {
          case "outside" -> outside;
          case "data" -> folder.resolve("data");
          default -> lab.folder().resolve("files/in");
        };
    Files.createSymbolicLink(folder.resolve("data/link"), target);
    age(outside);
    age(folder.resolve("data"));
    age(files);
    Map<String, String> before = contents(lab.folder());
    for (String options :
        List.of(
            "options: {olderThan: 1640995200}",
            "options: {location: '%s/data', olderThan: 1640995200}".formatted(folder),
            "options: {location: '%s/data/link', olderThan: 1640995200}".formatted(folder),
            "options: {location: '%s/%%2e%%2e', olderThan: 1640995200}".formatted(folder))) {
      Diagnostic failure = lab.run(UpkeepJob.action("remove_orphans", options).yaml()).failure();
      assertThat(failure.code()).isIn(Code.ACTION_REJECTED, Code.LINK_LEAVES_DEPOT);
      assertThat(failure.place()).isPresent();
    }
    assertThat(contents(lab.folder()).keySet()).containsAll(before.keySet());
    assertThat(lab.tables().rows("events")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"retail", "retail/copy", "retail/copy/data", "retail/copy/metadata"})
  void aTableIsNotWrittenOutsideOfItsWarehouse(String link) throws IOException {
    lab.session();
    Path warehouse = lab.folder().resolve("warehouse");
    Files.createDirectories(warehouse.resolve(link).getParent());
    Files.createSymbolicLink(warehouse.resolve(link), outside);
    Map<String, String> before = contents(outside);
    Diagnostic failure = lab.run(input("in")).failure();
    assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(failure.place()).isPresent();
    assertThat(contents(outside)).isEqualTo(before);
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aTableWhoseFolderHasBecomeALinkIsNotWrittenTo() throws IOException {
    lab.run(input("in"));
    Path data = lab.folder().resolve("warehouse/retail/copy/data");
    Files.move(data, outside.resolve("data"));
    Files.createSymbolicLink(data, outside.resolve("data"));
    Map<String, String> before = contents(outside);
    Diagnostic failure = lab.run(input("in")).failure();
    assertThat(failure.code()).isEqualTo(Code.LINK_LEAVES_DEPOT);
    assertThat(contents(outside)).isEqualTo(before);
  }

  @Test
  void aWarehouseMayBeALink() throws IOException {
    Path disk = Files.createDirectories(lab.folder().resolve("disk"));
    Files.createSymbolicLink(lab.folder().resolve("warehouse"), disk);
    assertThat(lab.run(input("in")).job().diagnostics()).isEmpty();
    assertThat(disk.resolve("retail/copy/data")).isDirectory();
  }

  private void events() {
    lab.tables().create("events", "id bigint, name string", "").insert("events", "1, 'x'");
  }

  private static String input(String dataset) {
    return InputJob.reading("dataset: 'dataos://files:%s'\nformat: json".formatted(dataset))
        .select("SELECT id, name FROM rows")
        .yaml();
  }

  private static String sink(String dataset, String mode, String options) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .moreOutput(
            "- name: events\n  dataset: '%s'\n  format: json\n  options:\n    saveMode: %s\n    %s"
                .formatted(dataset, mode, options))
        .yaml();
  }

  private interface Meddling {
    void run() throws IOException;
  }

  private static RunEvents swapping(Meddling meddling) {
    return new RunEvents() {
      @Override
      public void passStarted(String job, int number, PassPlan pass) {
        try {
          meddling.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void age(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(each, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
      }
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(each).toString(), Long.toString(Files.size(each)));
      }
    }
    return contents;
  }
}
