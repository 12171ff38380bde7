package io.flarepath.source;

import java.util.Optional;

/**
 * A path, and the folder that it must not leave: not by the names of its steps, and not by symbolic
 * links either.
 *
 * @param path a local path or any Hadoop path
 * @param root the root of the depot that it was addressed in, or the warehouse; empty for a path
 *     that was written as such, which may lead anywhere
 */
public record DepotPath(String path, Optional<String> root) {

  /** A folder below it. */
  public DepotPath resolve(String... steps) {
    return new DepotPath(path.replaceAll("/+$", "") + "/" + String.join("/", steps), root);
  }
}
