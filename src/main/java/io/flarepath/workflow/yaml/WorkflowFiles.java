package io.flarepath.workflow.yaml;

import java.io.IOException;
import java.util.Optional;

/** The port to the files that a workflow refers to, wherever they are. */
@FunctionalInterface
public interface WorkflowFiles {

  /**
   * The whole text of a file; empty if there is no such file.
   *
   * @param path a path or an address such as {@code s3a://bucket/steps.yaml}; a relative one of a
   *     workflow has been put behind the folder of the file that it stands in
   * @throws IOException if it is there and cannot be read; the message says why
   */
  Optional<String> text(String path) throws IOException;
}
