package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.Main;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Marked secrets in settings and environment, looked for in everything that a run leaves behind.
 */
@Tag("fire")
class SecretsTest {

  private static final String MARK = "zQ8vhunterX2k";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void oneDay() throws IOException {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1");
    Files.writeString(
        lab.folder().resolve("secret.conf"),
        FireLab.conf(lab)
            + """
            flarepath {
              depots {
                pg { kind = jdbc, url = "jdbc:postgresql://app:MARK-1@127.0.0.1:1/x?password=MARK-2"
                     user = app, password = "MARK-3" }
              }
              catalogs.icebase { credential = "MARK-4", token = ${FIRE_SECRET}, jdbc.password = "MARK-5"
                s3.secret-access-key = "MARK-6" }
              spark { "spark.hadoop.fs.s3a.secret.key" = "MARK-7", "spark.hadoop.fs.s3a.access.key" = "MARK-8" }
            }
            """
                .replace("MARK", MARK));
  }

  @Test
  void aRunThatWorksTellsNone() throws Exception {
    job(LoadJob.daily().yaml());
    for (List<String> command :
        List.of(
            List.of("plan", "job.yaml", "--json"),
            List.of("run", "job.yaml", "--json", "-v"),
            List.of("state", "show", "job.yaml", "--json"),
            List.of("doctor", "job.yaml", "--json"))) {
      Child child = call(command);
      assertThat(child.exit()).as(command + child.text()).isZero();
    }
    assertThat(lab.tables().rows("copy")).hasSize(1);
    assertNoSecrets();
  }

  @Test
  void aRunThatFailsTellsNoneEitherNotEvenInItsStackTraces() throws Exception {
    job(LoadJob.daily().whole().fromDataset("dataos://pg:public/orders").yaml());
    Child child = call(List.of("run", "job.yaml", "--debug", "-v"));
    assertThat(child.exit()).as(child.text()).isEqualTo(1);
    assertThat(child.text()).contains("the database of `events` cannot be read");
    assertThat(call(List.of("plan", "job.yaml", "--json")).exit()).isPositive();
    assertNoSecrets();
  }

  @Test
  void aCatalogThatCannotBeReachedTellsNone() throws Exception {
    job(LoadJob.daily().yaml());
    Path settings = lab.folder().resolve("secret.conf");
    Files.writeString(
        settings,
        Files.readString(settings)
            + "flarepath.catalogs.icebase.uri = \"jdbc:postgresql://app:%s-9@127.0.0.1:1/x?password=%s-9\"%n"
                .formatted(MARK, MARK));
    Child child = call(List.of("run", "job.yaml", "--debug", "-v"));
    assertThat(child.exit()).as(child.text()).isEqualTo(1);
    assertThat(child.text()).contains("the catalog `icebase` cannot be opened");
    assertNoSecrets();
  }

  private void job(String yaml) throws IOException {
    Files.writeString(lab.folder().resolve("job.yaml"), yaml);
  }

  private Child call(List<String> command) throws IOException, InterruptedException {
    String[] arguments =
        Stream.concat(command.stream(), Stream.of("--conf", "secret.conf")).toArray(String[]::new);
    Child child =
        Child.start(lab.folder(), Map.of("FIRE_SECRET", MARK + "-0"), Main.class, arguments);
    child.exit();
    return child;
  }

  private void assertNoSecrets() throws IOException {
    try (Stream<Path> files = Files.walk(lab.folder())) {
      List<String> telling =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("secret.conf"))
              .flatMap(SecretsTest::secrets)
              .toList();
      assertThat(telling).isEmpty();
    }
  }

  private static Stream<String> secrets(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return text.lines()
          .filter(line -> line.contains(MARK))
          .map(line -> file.getFileName() + ": " + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
