package io.flarepath.bench.pure;

import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.workflow.Workflow;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The incremental workflow of the quickstart; the working directory is the repository. */
record Example(WorkflowReader reader, Source source) {

  static Example read() {
    Path file = Path.of("jobs/flights-incremental.yaml");
    try {
      return new Example(
          new WorkflowReader(Map.of()), new Source(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Workflow workflow(Problems problems) {
    return reader.read(source, problems).orElseThrow();
  }
}
