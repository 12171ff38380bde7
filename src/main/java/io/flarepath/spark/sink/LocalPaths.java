package io.flarepath.spark.sink;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the file system of this machine says of a path, and Hadoop's view of it does not. */
final class LocalPaths {

  private LocalPaths() {}

  /** The path on this machine; empty for that of another file system. */
  static Optional<java.nio.file.Path> of(FileSystem files, Path path) {
    return files.getUri().getScheme().equals("file")
        ? Optional.of(
            java.nio.file.Path.of(files.makeQualified(path).toUri().getPath()).toAbsolutePath())
        : Optional.empty();
  }

  static boolean isLink(FileSystem files, Path path) {
    return of(files, path).filter(Files::isSymbolicLink).isPresent();
  }

  /** Where the path really leads, whatever links are on its way. */
  static Path real(FileSystem files, Path path) throws IOException {
    Path whole = files.makeQualified(path);
    Optional<java.nio.file.Path> local = of(files, path);
    if (local.isEmpty()) {
      return new Path(URI.create(whole.toUri().toString()).normalize());
    }
    java.nio.file.Path there = local.get().normalize();
    java.nio.file.Path rest = java.nio.file.Path.of("");
    while (!Files.exists(there) && there.getParent() != null) {
      rest = there.getFileName().resolve(rest);
      there = there.getParent();
    }
    java.nio.file.Path real = there.toRealPath().resolve(rest);
    return files.makeQualified(new Path(real.toUri().getPath()));
  }
}
