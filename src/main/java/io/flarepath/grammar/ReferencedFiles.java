package io.flarepath.grammar;

import java.io.IOException;
import java.util.Optional;

/** The port to the files that another one refers to, wherever they are. */
@FunctionalInterface
public interface ReferencedFiles {

  /**
   * The whole text of a file; empty if the file does not exist.
   *
   * @param path a path or an address such as {@code s3a://bucket/steps.yaml}; the reader has
   *     resolved a relative one against the folder of the file that refers to it
   * @throws IOException if it is there and cannot be read; the message says why
   */
  Optional<String> text(String path) throws IOException;
}
