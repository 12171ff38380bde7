package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

  private final List<String> elsewhere = new ArrayList<>();

  @Test
  void aRecordGoesIntoAFolderThatIsMade(@TempDir Path folder) throws IOException {
    Path runs = folder.resolve("logs/runs");
    assertThat(write(runs.toString())).isEmpty();
    assertThat(Files.readString(runs.resolve("01RUN.json"))).isEqualTo("{}");
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void aPathWithASchemeIsHadoops() {
    assertThat(write("s3a://logs/runs/")).isEmpty();
    assertThat(elsewhere).containsExactly("s3a://logs/runs/01RUN.json: {}");
  }

  @Test
  void aRecordThatCannotBeWrittenIsAWarning(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(write(file.toString()))
        .hasValueSatisfying(
            warning -> {
              assertThat(warning.code()).isEqualTo(Code.RECORD_NOT_KEPT);
              assertThat(warning.isError()).isFalse();
              assertThat(warning.message())
                  .isEqualTo("the record of this run cannot be written to " + file + "/01RUN.json");
            });
  }

  private Optional<Diagnostic> write(String where) {
    return new RecordFile(where, "01RUN")
        .write("{}", (path, text) -> elsewhere.add(path + ": " + text));
  }
}
