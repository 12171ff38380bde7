package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Inputs that are not what they look like: views, and names that look like patterns. */
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
  void aViewIsNoTable() {
    SampleEvents.threeDays(lab);
    lab.tables().sql("CREATE VIEW {}seen AS SELECT * FROM {}events");
    Run run = lab.run(LoadJob.daily().from("seen").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.TABLE_MISSING);
    assertThat(run.failure().message())
        .isEqualTo("icebase.retail.seen is a view, and an input is a table");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aNewFieldInAStructIsNoReasonToCast() {
    lab.tables().create("events", "at timestamp, p struct<a: int>", "");
    lab.tables().create("copy", "at timestamp, p struct<b: int>", "");
    Run run =
        lab.run(
            LoadJob.daily()
                .whole()
                .partitionedBy("")
                .options("schemaChange: add")
                .step("out", "SELECT at, named_struct('b', 1, 'c', 2) AS p FROM events")
                .saveMode("append")
                .yaml());
    assertThat(run.said())
        .contains("ALTER TABLE icebase.retail.copy ADD COLUMN struct.field type")
        .doesNotContain("cast the columns");
  }
}
