package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.settings.Depot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of inputs that cannot be read. */
@Tag("spark")
class InputFailuresTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void aFolder() throws IOException {
    Files.createDirectories(files());
  }

  @ParameterizedTest
  @CsvSource({
    "delta, io.delta:delta-spark_2.12",
    "hudi, org.apache.hudi:hudi-spark3.5-bundle_2.12",
    "excel, com.crealytics:spark-excel_2.12",
  })
  void namesThePackageOfAFormatThatIsNotHere(String format, String coordinates) {
    Diagnostic failure = failure("dataset: dataos://files:none/x\nformat: " + format);
    assertThat(failure.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(failure.message()).isEqualTo("this Spark cannot read the format `" + format + "`");
    assertThat(failure.place().orElseThrow().length()).isEqualTo(format.length());
    assertThat(failure.help()).first().asString().contains("--packages " + coordinates);
  }

  @Test
  void namesThePackageOfAConnectorAndNoSecretOfItsDepot() {
    lab.depot(
        new Depot.Connector("wh", "snowflake", Map.of("sfUrl", "x", "sfPassword", "hunter22")));
    lab.depot(new Depot.Connector("topic", "kafka", Map.of("kafka.bootstrap.servers", "x:1")));
    Diagnostic snowflake = failure("dataset: dataos://wh:public/orders");
    assertThat(snowflake.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(snowflake.help()).first().asString().contains("net.snowflake:spark-snowflake_2.12");
    assertThat(snowflake.toString()).doesNotContain("hunter22");
    Diagnostic kafka = failure("dataset: dataos://topic:none/orders\nformat: kafka");
    assertThat(kafka.help())
        .first()
        .asString()
        .contains("org.apache.spark:spark-sql-kafka-0-10_2.12:3.5.");
  }

  @Test
  void saysSoWhereNothingIsKnownThatBringsAFormat() {
    Diagnostic datagen = failure("dataset: sensors\nformat: datagen");
    assertThat(datagen.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(datagen.message()).isEqualTo("this Spark cannot read the format `datagen`");
    assertThat(datagen.notes())
        .containsExactly("it is not part of Spark, and no package is known that provides it");
  }

  @Test
  void aDepotsConnectorMustExist() {
    lab.depot(new Depot.Connector("topic", "kafak", Map.of()));
    assertThat(lab.problems(job("dataset: dataos://topic:none/orders")))
        .extracting(Diagnostic::message)
        .containsExactly("the depot `topic` has the format `kafak`, which is not a connector");
  }

  @Test
  void saysWhereNothingIs() {
    Diagnostic failure = failure("dataset: dataos://files:none/nothing.csv");
    assertThat(failure.code()).isEqualTo(Code.PATH_MISSING);
    assertThat(failure.message()).isEqualTo("nothing exists at " + files() + "/nothing.csv");
  }

  @Test
  void saysThatAFileIsNotWhatItIsSaidToBe() throws IOException {
    Files.writeString(files().resolve("rows.parquet"), "no, I am not");
    Diagnostic failure = failure("dataset: dataos://files:none/rows.parquet");
    assertThat(failure.code()).isEqualTo(Code.INPUT_UNREADABLE);
    assertThat(failure.message()).isEqualTo("the input `rows` cannot be read");
    assertThat(failure.notes()).first().asString().contains("not a Parquet file");
  }

  @Test
  void saysThatAnEmptyFolderTellsNoColumns() throws IOException {
    Files.createDirectories(files().resolve("empty"));
    Diagnostic failure = failure("dataset: dataos://files:none/empty\nformat: parquet");
    assertThat(failure.help()).first().asString().contains("define the columns with `schema`");
  }

  @Test
  void saysEverythingThatCannotBeReadAtOnce() {
    String job =
        LoadJob.daily()
            .fromDataset("dataos://files:none/one.csv")
            .whole()
            .moreInput("- {name: other, dataset: nowhere/two.csv}")
            .yaml();
    assertThat(lab.run(job).job().diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.PATH_MISSING, Code.PATH_MISSING);
  }

  private Diagnostic failure(String keys) {
    Diagnostic failure = lab.run(job(keys)).failure();
    assertThat(failure.place()).isPresent();
    assertThat(lab.tables().exists("copy")).isFalse();
    return failure;
  }

  private static String job(String keys) {
    return InputJob.reading(keys).yaml();
  }

  private Path files() {
    return lab.folder().resolve("files");
  }
}
