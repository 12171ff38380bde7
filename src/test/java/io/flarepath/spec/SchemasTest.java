package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns of an input, in every language that a user may write them in. */
@Tag("spark")
class SchemasTest {

  private static final String SPARK =
      "{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}},"
          + "{\"name\":\"day\",\"type\":\"date\",\"nullable\":true,\"metadata\":{}}]}";

  private static final String AVRO =
      "{\"type\":\"record\",\"name\":\"row\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
          + "{\"name\":\"day\",\"type\":[\"null\",{\"type\":\"int\",\"logicalType\":\"date\"}]}]}";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoRows() throws IOException {
    Files.createDirectories(lab.folder().resolve("files"));
    write("rows.csv", "1,2024-01-01\n2,\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema: id bigint, day date",
        "schema: '" + SPARK + "'",
        "schema: '" + AVRO + "'",
        "schemaString: id bigint, day date\nschemaType: DDL",
        "schemaString: id bigint, day date\nschemaType: spark",
        "schemaString: '" + SPARK + "'\nschemaType: sparkJson",
        "schemaString: '" + AVRO + "'\nschemaType: avro",
      })
  void readsASchemaThatIsWrittenInTheWorkflow(String schema) {
    assertThat(columns(schema)).containsExactly("id bigint", "day date");
  }

  @Test
  void readsASchemaFromAFile() throws IOException {
    write("row.avsc", AVRO);
    write("row.json", SPARK);
    write("row.ddl", "id BIGINT,\n  day DATE\n");
    String folder = lab.folder().resolve("files").toString();
    for (String path :
        List.of(
            folder + "/row.avsc", "file:" + folder + "/row.json", "dataos://files:none/row.ddl")) {
      assertThat(columns("schemaPath: " + path)).as(path).containsExactly("id bigint", "day date");
    }
  }

  @Test
  void pointsAtTheWordThatIsNoDdl() {
    Diagnostic failure = failure("schema: id bigint, day dat");
    assertThat(failure.code()).isEqualTo(Code.BAD_SCHEMA);
    assertThat(failure.message()).isEqualTo("this is not a schema in DDL");
    assertThat(TextRenderer.plain().render(List.of(failure)))
        .contains("schema: id bigint, day dat\n", "^");
    assertThat(failure.notes()).first().asString().containsIgnoringCase("dat");
  }

  @Test
  void pointsAtTheCharacterThatIsNoJson() {
    Diagnostic failure =
        failure("schemaType: avro\nschemaString: |\n  {\"type\": \"record\",\n   oops}");
    assertThat(failure.code()).isEqualTo(Code.BAD_SCHEMA);
    assertThat(failure.message()).isEqualTo("this is not an Avro schema");
    assertThat(failure.place().orElseThrow().source().line(failure.place().orElseThrow().line()))
        .contains("oops");
    assertThat(failure.notes()).first().asString().startsWith("it is not JSON: ");
  }

  @Test
  void saysWhatIsWrongWithAvroThatIsJson() {
    Diagnostic failure =
        failure("schemaType: avro\nschemaString: '{\"type\": \"rekord\", \"name\": \"r\"}'");
    assertThat(failure.message()).isEqualTo("this is not an Avro schema");
    assertThat(failure.notes()).first().asString().contains("rekord");
  }

  @Test
  void pointsIntoTheSchemasOwnFile() throws IOException {
    write("row.ddl", "id bigint,\nday dat\n");
    Diagnostic failure = failure("schemaPath: dataos://files:none/row.ddl");
    assertThat(failure.place().orElseThrow().source().name()).endsWith("files/row.ddl");
    assertThat(failure.place().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void saysThatTheSchemasFileIsNotThere() {
    Diagnostic failure = failure("schemaPath: dataos://files:none/nothing.avsc");
    assertThat(failure.code()).isEqualTo(Code.BAD_SCHEMA);
    assertThat(failure.message()).endsWith("files/nothing.avsc` cannot be read");
    assertThat(failure.notes()).containsExactly("the file does not exist");
    assertThat(failure.place().orElseThrow().source().name()).isEqualTo("jobs/test.yaml");
  }

  @Test
  void saysThatAnAvroRecordCannotHoldItself() {
    Diagnostic failure =
        failure(
            "schemaType: avro\nschemaString: '{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"up\", \"type\": [\"null\", \"r\"]}]}'");
    assertThat(failure.notes())
        .containsExactly("the record `r` contains itself, which Spark types do not allow");
  }

  private List<String> columns(String schema) {
    Run run = lab.run(job(schema));
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("1 | 2024-01-01", "2 | null");
    return Arrays.stream(lab.session().table("icebase.retail.copy").schema().fields())
        .map((StructField field) -> field.name() + " " + field.dataType().catalogString())
        .toList();
  }

  private Diagnostic failure(String schema) {
    Diagnostic failure = lab.run(job(schema)).failure();
    assertThat(failure.place()).isPresent();
    assertThat(lab.tables().exists("copy")).isFalse();
    return failure;
  }

  private static String job(String schema) {
    return InputJob.reading(
            "dataset: dataos://files:none/rows.csv\noptions: {header: false}\n" + schema)
        .yaml();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(Path.of(lab.folder().toString(), "files", name), text);
  }
}
