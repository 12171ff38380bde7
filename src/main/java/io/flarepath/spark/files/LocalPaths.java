package io.flarepath.spark.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What the file system of this machine says of a path, and Hadoop's view of it does not. */
public final class LocalPaths {

  /** As many as Linux follows in one path. */
  private static final int MOST_LINKS = 40;

  private LocalPaths() {}

  /** The path on this machine; empty for that of another file system. */
  public static Optional<java.nio.file.Path> of(FileSystem files, Path path) {
    return files.getUri().getScheme().equals("file")
        ? Optional.of(
            java.nio.file.Path.of(files.makeQualified(path).toUri().getPath()).toAbsolutePath())
        : Optional.empty();
  }

  /** Whether a path may be on this machine; one of another scheme is not. */
  public static boolean mayBeLocal(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file");
  }

  public static boolean isLink(FileSystem files, Path path) {
    return of(files, path).filter(Files::isSymbolicLink).isPresent();
  }

  /**
   * Where the path really leads, whatever links are on its way.
   *
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public static Path real(FileSystem files, Path path) throws IOException {
    Path whole = files.makeQualified(path);
    Optional<java.nio.file.Path> local = of(files, path);
    return local.isEmpty()
        ? new Path(URI.create(whole.toUri().toString()).normalize())
        : files.makeQualified(new Path(real(local.get()).toUri().getPath()));
  }

  /**
   * Where a path on this machine leads. What is not there yet is where it would be created: a link
   * whose target does not exist is followed, too.
   *
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public static java.nio.file.Path real(java.nio.file.Path path) throws IOException {
    java.nio.file.Path whole = path.toAbsolutePath();
    java.nio.file.Path real = whole.getRoot();
    Deque<java.nio.file.Path> steps = new ArrayDeque<>();
    whole.forEach(steps::add);
    int links = 0;
    while (!steps.isEmpty()) {
      String step = steps.peek().toString();
      java.nio.file.Path next = real.resolve(steps.pop());
      if (step.equals("..")) {
        real = Optional.ofNullable(real.getParent()).orElse(real);
      } else if (Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          throw new FileSystemLoopException(path.toString());
        }
        java.nio.file.Path target = Files.readSymbolicLink(next);
        real = target.isAbsolute() ? target.getRoot() : real;
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
          steps.push(target.getName(i));
        }
      } else if (!step.isEmpty() && !step.equals(".")) {
        real = next;
      }
    }
    return real;
  }
}
