package io.flarepath.spark.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;

/**
 * A folder, with the place where it really is, so that a link that replaces it or a folder in it
 * later is noticed before a file is removed through it.
 */
public final class PinnedFolder {

  private final FileSystem files;
  private final Optional<Path> written;
  private final Optional<Path> real;

  /**
   * Looks where a folder is.
   *
   * @throws IOException if a link on the way to it cannot be read, or leads back to itself
   */
  public PinnedFolder(FileSystem files, org.apache.hadoop.fs.Path folder) throws IOException {
    this.files = files;
    this.written = LocalPaths.of(files, folder).map(Path::normalize);
    this.real =
        written.isPresent() ? Optional.of(LocalPaths.real(written.get())) : Optional.empty();
  }

  /**
   * Makes sure that a file or folder in it is still in the place that its path says.
   *
   * @throws IOException if it is elsewhere now
   */
  public void confirm(org.apache.hadoop.fs.Path file) throws IOException {
    Optional<Path> parent = LocalPaths.of(files, file.getParent()).map(Path::normalize);
    if (parent.isEmpty() || written.isEmpty() || real.isEmpty()) {
      return;
    }
    Path expected = real.get().resolve(written.get().relativize(parent.get())).normalize();
    Path now = LocalPaths.real(parent.get());
    if (!now.equals(expected)) {
      throw new IOException(parent.get() + " has become a symbolic link to " + now);
    }
  }
}
