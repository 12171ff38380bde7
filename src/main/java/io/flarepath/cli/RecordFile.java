package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file in which a run leaves its record.
 *
 * @param folder a local folder, or any path that Hadoop knows
 */
record RecordFile(String folder, String runId) {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  /** Writes text to a path that Hadoop knows. */
  @FunctionalInterface
  interface Elsewhere {
    void write(String path, String text) throws IOException;
  }

  /**
   * Writes the record.
   *
   * @param elsewhere writes where the path has a scheme, such as {@code s3a:}
   * @return why it could not be written, if it could not; the run itself is over
   */
  Optional<Diagnostic> write(String json, Elsewhere elsewhere) {
    String path = folder.replaceAll("/+$", "") + "/" + runId + ".json";
    try {
      if (SCHEME.matcher(folder).matches()) {
        elsewhere.write(path, json);
      } else {
        Files.createDirectories(Path.of(folder));
        Files.writeString(Path.of(path), json, StandardCharsets.UTF_8);
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      String reason = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
      return Optional.of(
          Diagnostic.warning(
                  Code.RECORD_NOT_KEPT, "the record of this run cannot be written to " + path)
              .because("%s: %s".formatted(e.getClass().getSimpleName(), reason))
              .because("the run itself is not affected: published data stays published")
              .help("set `flarepath.run.record-dir` to a writable folder"));
    }
  }
}
