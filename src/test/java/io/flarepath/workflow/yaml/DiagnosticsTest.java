package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.function.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code diagnostics} has a fault, and beside it what we say about it. */
class DiagnosticsTest {

  private static final String FOLDER = "diagnostics";

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatTheGoldenFileSays(String name) {
    String yaml = FOLDER + "/" + name + ".yaml";
    List<Diagnostic> found = read(new Source(yaml, Golden.text(yaml)));
    assertThat(found).isNotEmpty().allMatch(diagnostic -> diagnostic.place().isPresent());
    Golden.assertMatches(FOLDER + "/" + name + ".txt", TextRenderer.plain().render(found));
  }

  @Test
  void everyGoldenFileHasItsFault() throws IOException {
    try (Stream<Path> files = Files.list(Golden.path(FOLDER))) {
      List<String> texts =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".txt"))
              .map(file -> file.replace(".txt", ""))
              .sorted()
              .toList();
      assertThat(texts).hasSizeGreaterThan(35).isEqualTo(faults().toList());
    }
  }

  static Stream<String> faults() throws IOException {
    try (Stream<Path> files = Files.list(Golden.path(FOLDER))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.replace(".yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Optional<String> file(String path) throws IOException {
    Path file = Golden.path(path);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static List<Diagnostic> read(Source source) {
    Problems problems = new Problems();
    var unused =
        new WorkflowReader(
                Map.of("LAKE", "dataos://lake:retail", "STORE_URL", "http://store"),
                Functions.signatures(),
                DiagnosticsTest::file)
            .read(source, problems);
    return problems.all();
  }
}
