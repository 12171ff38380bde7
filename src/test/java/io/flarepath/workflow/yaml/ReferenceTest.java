package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.function.Functions;
import io.flarepath.report.SchemaJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is checked in for readers and editors says what the reader does. */
class ReferenceTest {

  private static final Path DOCS = Path.of("docs");

  @Test
  void theReferenceIsUpToDate() {
    Golden.assertMatches(
        DOCS.resolve("reference.md"), ReferencePage.of(Functions.signatures(), List.of()));
  }

  @Test
  void theSchemaIsUpToDate() {
    Golden.assertMatches(
        DOCS.resolve("flarepath.schema.json"),
        SchemaJson.of(WorkflowSchema.of(Functions.signatures())));
  }

  @Test
  void ourWorkflowsTellEditorsWhereTheSchemaIs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      List<Path> workflows = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(workflows).isNotEmpty();
      for (Path workflow : workflows) {
        assertThat(Files.readAllLines(workflow).get(0))
            .as(workflow.toString())
            .isEqualTo("# yaml-language-server: $schema=../docs/flarepath.schema.json");
      }
    }
  }
}
