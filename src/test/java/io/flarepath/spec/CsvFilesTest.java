package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CSV files as Flare reads and writes them: with a header, and with quotes doubled. */
@Tag("spark")
class CsvFilesTest {

  private static final String ROWS =
      "id,\"a name\"\n1,\"say \"\"hi\"\", friend\"\n2,\"back\\slash\"\n";

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void theFirstLineIsTheHeaderAndQuotesAreDoubled() {
    write("people.csv", ROWS);
    Run run = read("dataset: dataos://files:none/people.csv");
    assertThat(lab.session().table("icebase.retail.copy").columns())
        .containsExactly("id", "a name");
    assertThat(lab.tables().rows("copy"))
        .containsExactly("1 | say \"hi\", friend", "2 | back\\slash");
    assertThat(notes(run))
        .containsExactly("the first line of the CSV files of the input `rows` is their header");
  }

  @Test
  void aWorkflowThatSaysItIsNotTold() {
    write("people.csv", ROWS);
    assertThat(notes(read("dataset: dataos://files:none/people.csv\noptions: {HEADER: true}")))
        .isEmpty();
  }

  @Test
  void withoutAHeaderTheFirstLineIsARow() {
    write("people.csv", "1,one\n2,two\n");
    Run run = read("dataset: dataos://files:none/people.csv\noptions: {header: 'false'}");
    assertThat(notes(run)).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("1 | one", "2 | two");
  }

  @Test
  void aSchemaNamesTheColumnsAndTheHeaderIsNoRow() {
    write("people.csv", ROWS);
    read("dataset: dataos://files:none/people.csv\nschema: number int, words string");
    assertThat(lab.tables().rows("copy"))
        .containsExactly("1 | say \"hi\", friend", "2 | back\\slash");
  }

  @Test
  void whatAnOutputWritesAnInputReads() {
    lab.tables()
        .create("events", "id bigint, word string", "")
        .insert("events", "1, 'say \"hi\", friend'", "2, 'back\\\\slash'", "3, null");
    Run run =
        lab.run(
            LoadJob.daily()
                .whole()
                .withoutTable()
                .moreOutput(
                    "- {name: events, dataset: 'dataos://files:out/rows', format: csv, options: {saveMode: overwrite}}")
                .yaml());
    assertThat(run.said()).isEmpty();
    read("dataset: dataos://files:out/rows\nformat: csv\nschema: id bigint, word string");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  private Run read(String input) {
    Run run = lab.run(InputJob.reading(input).yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    return run;
  }

  private static List<String> notes(Run run) {
    return run.advice().stream()
        .filter(said -> said.code() == Code.CSV_HEADER)
        .map(Diagnostic::message)
        .toList();
  }

  private void write(String name, String text) {
    Path file = lab.folder().resolve("files").resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
