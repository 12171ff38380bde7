package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Inputs that are not what they look like: names that look like patterns. */
@Tag("spark")
class OddInputsTest {

  @RegisterExtension final Lab lab = new Lab();

  private static final String FILE = "a b [1]/c{d}.csv";

  private Run readFile() {
    return lab.run(
        LoadJob.named("load")
            .withoutTable()
            .whole()
            .fromDataset(
                "'dataos://files:none/" + FILE + "'\n  format: csv\n  options: {header: true}")
            .moreOutput(
                "- {name: events, dataset: 'dataos://icebase:retail/copy', options: {saveMode: overwrite}}")
            .yaml());
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsRead() throws IOException {
    Path file = lab.folder().resolve("files").resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id\n1\n2\n");
    assertThat(readFile().said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("1", "2");
  }

  @Test
  void whereThereIsNoneThePatternIsMentioned() {
    Run run = readFile();
    assertThat(run.failure().code()).isEqualTo(Code.PATH_MISSING);
    assertThat(run.failure().notes()).contains("`*`, `?`, `[…]` and `{…}` in it make it a pattern");
  }

  @Test
  void aColonInAFilesNameIsSaid() throws IOException {
    Path file = lab.folder().resolve("files/at 10:30.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id\n1\n");
    Run run =
        lab.run(
            LoadJob.daily()
                .whole()
                .fromDataset("'dataos://files:none/at 10:30.csv'\n  format: csv")
                .yaml());
    assertThat(run.failure().notes())
        .containsExactly("Hadoop reads no files that have a colon in their names");
  }
}
