package io.flarepath.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.settings.SettingsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  @Test
  void withoutAnyFileTheEmbeddedDefaultAnswers() {
    Settings settings = read();
    assertThat(settings.depots())
        .containsOnly(
            Map.entry("icebase", new Depot.Iceberg("icebase", "icebase")),
            Map.entry("thirdparty01", new Depot.Files("thirdparty01", "jobs/data")));
    assertThat(icebase(settings))
        .containsEntry("type", "jdbc")
        .containsEntry("uri", "jdbc:sqlite:warehouse/catalog.db")
        .containsEntry("warehouse", "warehouse")
        .containsEntry("jdbc.schema-version", "V1");
    assertThat(settings.spark()).isEmpty();
    assertThat(settings.run())
        .isEqualTo(
            new RunSettings(
                20,
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                2,
                "UTC",
                "logs",
                "logs/runs",
                "icebase.flarepath.state",
                false));
  }

  @Test
  void theStandingFileComesBeforeTheNamedOnesAndTheLastWins() {
    files.put(
        "conf/flarepath.conf", "flarepath.run { parallel-jobs = 7, log-dir = a, time-zone = CET }");
    files.put("a.conf", "flarepath.run { log-dir = b, publish-attempts = 8 }");
    files.put("b.conf", "flarepath.run.publish-attempts = \"9\"");
    RunSettings run = read("a.conf", "b.conf").run();
    assertThat(run)
        .isEqualTo(
            new RunSettings(
                9,
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                7,
                "CET",
                "b",
                "logs/runs",
                "icebase.flarepath.state",
                false));
  }

  @Test
  void theSettingsKnowWhereTheTimeZoneIsWritten() {
    assertThat(read().place(Settings.TIME_ZONE)).isEmpty();
    files.put("a.conf", "flarepath.run.time-zone = CET");
    files.put(
        "b.conf",
        """
        flarepath.spark {
          "spark.sql.session.timeZone" = PST
          spark.executor.extraJavaOptions = -Xss4m
        }
        """);
    files.put("c.conf", "flarepath.run { time-zone = UTC }");
    Settings settings = read("a.conf", "b.conf", "c.conf");
    assertThat(settings.place(Settings.TIME_ZONE)).hasToString("Optional[c.conf:1:29]");
    assertThat(settings.place("spark.sql.session.timeZone")).hasToString("Optional[b.conf:2:34]");
    assertThat(settings.place("spark.executor.extraJavaOptions"))
        .hasToString("Optional[b.conf:3:37]");
  }

  @Test
  void aReferenceIsResolvedFromTheEnvironmentOrFromOtherFiles() {
    environment.put("PG_PASSWORD", "hunter2");
    files.put("a.conf", "base = \"s3a://bucket\"\nflarepath.run.log-dir = ${base}/logs");
    files.put(
        "b.conf",
        """
        flarepath.depots {
          pg { kind = jdbc, url = "jdbc:postgresql://db/x", user = ${?PG_USER}, password = ${?PG_PASSWORD}
               properties { ssl = true, "reWrite.Batched" = 1.50 } }
          raw { kind = FILES, root = ${base}/raw }
        }
        """);
    Settings settings = read("a.conf", "b.conf");
    assertThat(settings.run().logDir()).isEqualTo("s3a://bucket/logs");
    assertThat(settings.depots().get("raw")).isEqualTo(new Depot.Files("raw", "s3a://bucket/raw"));
    assertThat(settings.depots().get("pg"))
        .isEqualTo(
            new Depot.Jdbc(
                "pg",
                "jdbc:postgresql://db/x",
                Map.of("password", "hunter2", "ssl", "true", "reWrite.Batched", "1.50")));
  }

  @Test
  void aCatalogThatStatesItsTypeIsNotMixedWithTheEarlierOneOfItsName() {
    files.put("a.conf", "flarepath.catalogs.icebase { type = glue, warehouse = \"s3://b/w\" }");
    files.put("b.conf", "flarepath.catalogs.icebase { client.region = eu-west-1 }");
    assertThat(icebase(read("a.conf", "b.conf")))
        .isEqualTo(Map.of("type", "glue", "warehouse", "s3://b/w", "client.region", "eu-west-1"));
  }

  @Test
  void aCatalogThatDoesNotStateItsTypeChangesTheEarlierOne() {
    files.put("a.conf", "flarepath.catalogs.icebase.warehouse = \"/data\"");
    assertThat(icebase(read("a.conf")))
        .containsEntry("type", "jdbc")
        .containsEntry("warehouse", "/data");
  }

  @Test
  void aDepotThatStatesItsKindReplacesTheEarlierOne() {
    files.put("a.conf", "flarepath.depots.thirdparty01 { kind = jdbc, url = \"jdbc:x\" }");
    assertThat(read("a.conf").depots().get("thirdparty01"))
        .isEqualTo(new Depot.Jdbc("thirdparty01", "jdbc:x", Map.of()));
  }

  @Test
  void namesOfSparkMayBeQuotedOrNot() {
    files.put(
        "a.conf",
        """
        flarepath.spark {
          "spark.sql.shuffle.partitions" = 8
          spark.sql.ansi.enabled = true
          spark { eventLog.dir = "s3://b/logs" }
        }
        """);
    assertThat(read("a.conf").spark())
        .isEqualTo(
            Map.of(
                "spark.sql.shuffle.partitions", "8",
                "spark.sql.ansi.enabled", "true",
                "spark.eventLog.dir", "s3://b/logs"));
  }

  @Test
  void nullTakesBackWhatAnEarlierFileSays() {
    files.put("a.conf", "flarepath.depots.thirdparty01 = null");
    assertThat(read("a.conf").depots()).containsOnlyKeys("icebase");
  }

  @Test
  void anIncludedFileIsLookedForBesideTheOneThatIncludesIt() {
    files.put("s3a://b/prod.conf", "include \"base.conf\"\nflarepath.run.parallel-jobs = 3");
    files.put("s3a://b/base.conf", "flarepath.run { parallel-jobs = 9, publish-attempts = 9 }");
    RunSettings run = read("s3a://b/prod.conf").run();
    assertThat(run.parallelJobs()).isEqualTo(3);
    assertThat(run.publishAttempts()).isEqualTo(9);
  }

  @Test
  void aFileThatIncludesItselfIsReadOnce() {
    files.put("a.conf", "include \"a.conf\"\nflarepath.run.parallel-jobs = 3");
    assertThat(read("a.conf").run().parallelJobs()).isEqualTo(3);
  }

  @Test
  void everyMissingFileIsSaidAndWhatItMightHoldIsNot() {
    files.put("b.conf", "flarepath.depots.lake { kind = iceberg, catalog = lake }");
    assertThat(problems("a.conf", "b.conf", "c.conf"))
        .extracting(Diagnostic::message)
        .containsExactly(
            "the settings file `a.conf` does not exist",
            "the settings file `c.conf` does not exist");
  }

  @Test
  void aFileThatCannotBeReadIsSaidWithTheReason() {
    Problems problems = new Problems();
    SettingsFiles broken =
        name -> {
          throw new IOException("permission denied");
        };
    assertThat(new SettingsReader(broken, Map.of()).read(List.of("a.conf"), problems)).isEmpty();
    assertThat(problems.all()).extracting(Diagnostic::notes).contains(List.of("permission denied"));
  }

  @Test
  void aLocalFileMayBeMissingAFolderOrNoText(@TempDir Path folder) throws IOException {
    SettingsFiles local = SettingsFiles.local(folder);
    assertThat(local.text("a.conf")).isEmpty();
    Files.writeString(folder.resolve("a.conf"), "x = ü");
    assertThat(local.text("a.conf")).contains("x = ü");
    Files.write(folder.resolve("b.conf"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> local.text("b.conf")))
        .isInstanceOf(IOException.class)
        .hasMessage("it is not UTF-8 text");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> local.text(".")))
        .hasMessage("it is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conf/local.conf", "conf/aws.conf", "conf/gcp.conf"})
  void theFilesThatComeWithFlarepathHaveNoProblems(String name) throws IOException {
    files.put(name, Files.readString(Path.of(name)));
    environment.put("LAKE_BUCKET", "my-bucket");
    environment.put("METASTORE_URI", "thrift://metastore:9083");
    Settings settings = read(name);
    assertThat(settings.depots()).containsOnlyKeys("icebase", "thirdparty01");
    assertThat(settings.catalogs()).containsOnlyKeys("icebase");
    String warehouse = icebase(settings).get("warehouse");
    assertThat(warehouse).isIn("warehouse", "s3://my-bucket/warehouse", "gs://my-bucket/warehouse");
    assertThat(settings.depots().values().toString())
        .containsAnyOf(
            "root=jobs/data]", "root=s3a://my-bucket/landing]", "root=gs://my-bucket/landing]");
  }

  @Test
  void theLocalFileSpellsOutTheEmbeddedDefault() throws IOException {
    Settings embedded = read();
    files.put("conf/local.conf", Files.readString(Path.of("conf/local.conf")));
    Settings local = read("conf/local.conf");
    assertThat(local.run().logDir()).isEqualTo(embedded.run().logDir());
    assertThat(local.run().recordDir()).isEqualTo(embedded.run().recordDir());
    assertThat(local.depots()).isEqualTo(embedded.depots());
    assertThat(local.catalogs()).isEqualTo(embedded.catalogs());
  }

  @Test
  void pathsInAFileStartFromItsFolderAndOthersStay() throws IOException {
    // Names that no checkout has: whether a path exists is asked of the real disk.
    files.put(
        "etc/prod.conf",
        """
        flarepath {
          depots {
            landing { kind = files, root = "landing" }
            full { kind = files, root = "/data/full" }
            bucket { kind = files, root = "s3a://bucket/data" }
          }
          catalogs.icebase { uri = "jdbc:sqlite:../db/catalog.db", warehouse = lake-of-prod }
          run { log-dir = logs-of-prod }
        }
        """);
    Settings settings = read("etc/prod.conf");
    assertThat(settings.depots().values().toString())
        .contains("root=etc/landing]", "root=/data/full]", "root=s3a://bucket/data]");
    assertThat(icebase(settings))
        .containsEntry("uri", "jdbc:sqlite:db/catalog.db")
        .containsEntry("warehouse", "etc/lake-of-prod");
    assertThat(settings.run().logDir()).isEqualTo("etc/logs-of-prod");
    assertThat(settings.run().recordDir()).isEqualTo("logs/runs");
  }

  @Test
  void aPathThatLeadsToSomethingOnlyFromTheWorkingDirectoryIsTakenFromThere() {
    files.put("etc/old.conf", "flarepath.depots.landing { kind = files, root = \"src/main\" }");
    Problems problems = new Problems();
    Settings settings = reader().read(List.of("etc/old.conf"), problems).orElseThrow();
    assertThat(settings.depots().values().toString()).contains("root=src/main]");
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.message())
                  .isEqualTo("`src/main` is resolved against the working directory");
              assertThat(said.help()).containsExactly("write `../src/main`, or a full path");
            });
  }

  private static Map<String, String> icebase(Settings settings) {
    assertThat(settings.catalogs()).containsKey("icebase");
    return settings.catalogs().values().stream()
        .filter(catalog -> catalog.name().equals("icebase"))
        .findFirst()
        .orElseThrow()
        .properties();
  }

  private Settings read(String... names) {
    Problems problems = new Problems();
    Optional<Settings> settings = reader().read(List.of(names), problems);
    assertThat(problems.all()).isEmpty();
    return settings.orElseThrow();
  }

  private List<Diagnostic> problems(String... names) {
    Problems problems = new Problems();
    assertThat(reader().read(List.of(names), problems)).isEmpty();
    return problems.all();
  }

  private SettingsReader reader() {
    return new SettingsReader(name -> Optional.ofNullable(files.get(name)), environment);
  }
}
