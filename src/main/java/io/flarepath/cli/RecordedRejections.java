package io.flarepath.cli;

import io.flarepath.history.Rejections;
import io.flarepath.report.RejectionJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds in the records of runs what an audit rejected. Records that lie on another machine, or
 * where only the engine can read, say nothing.
 */
record RecordedRejections(String folder) implements Rejections {

  @Override
  public List<String> of(String runId, String job) {
    try {
      Path record = Path.of(folder, runId + ".json");
      return Files.isRegularFile(record)
          ? RejectionJson.of(Files.readString(record), job)
          : List.of();
    } catch (IOException | InvalidPathException unreadable) {
      return List.of();
    }
  }
}
