package io.flarepath.spark.files;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import io.flarepath.source.DepotPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps what is read and written in a depot below its root where symbolic links lead elsewhere.
 * Only the file system of this machine has them. The root itself may be a link: it is a setting.
 *
 * <p>A link that appears after a check is noticed by the next one, so it is checked before a path
 * is used, and again before the result is published.
 *
 * @param place what is read or written
 * @param subject where the user named it, if that is known here
 */
public record DepotWall(DepotPath place, Optional<Span> subject, Configuration hadoop) {

  /** Of something that the user named at a place. */
  public DepotWall(DepotPath place, Span subject, Configuration hadoop) {
    this(place, Optional.of(subject), hadoop);
  }

  private static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

  /** Looking at more files and folders than these takes longer than to find what matches. */
  private static final int MOST_ENTRIES = 300_000;

  /**
   * Before something is read, or after.
   *
   * @throws FlarepathException if the path, or a file or folder below it, is out of the root
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public void checkReading() throws IOException {
    check(false);
  }

  /**
   * Before something is written.
   *
   * @throws FlarepathException if the path, or a file or folder below it, is out of the root
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public void checkWriting() throws IOException {
    check(true);
  }

  /**
   * Before something is written to a folder whose contents are known to somebody else.
   *
   * @param below the folders in it that are looked at
   * @throws FlarepathException if the folder, or one of those in it, is out of the root
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public void checkFolders(String... below) throws IOException {
    Optional<java.nio.file.Path> wall = wall();
    Optional<java.nio.file.Path> folder = wall.isEmpty() ? Optional.empty() : local(place.path());
    if (folder.isEmpty()) {
      return;
    }
    List<java.nio.file.Path> all = new ArrayList<>(List.of(folder.get()));
    Stream.of(below).map(folder.get()::resolve).forEach(all::add);
    for (java.nio.file.Path each : all) {
      java.nio.file.Path real = LocalPaths.real(each);
      if (!real.startsWith(wall.orElseThrow())) {
        throw refused(new Links.Exit(each, real), wall.orElseThrow());
      }
    }
  }

  /** Where the root really is; empty if there is none, or no links on its file system. */
  private Optional<java.nio.file.Path> wall() throws IOException {
    Optional<java.nio.file.Path> local =
        place.root().isPresent() ? local(place.root().get()) : Optional.empty();
    return local.isPresent() ? Optional.of(LocalPaths.real(local.get())) : Optional.empty();
  }

  private Optional<java.nio.file.Path> local(String text) throws IOException {
    Path path = new Path(text);
    return LocalPaths.mayBeLocal(path)
        ? LocalPaths.of(path.getFileSystem(hadoop), path)
        : Optional.empty();
  }

  private void check(boolean isWritten) throws IOException {
    Optional<java.nio.file.Path> wall = wall();
    if (wall.isEmpty()) {
      return;
    }
    for (java.nio.file.Path each : named(wall.get())) {
      Optional<Links.Exit> exit = Links.exit(each, wall.get(), isWritten);
      if (exit.isPresent()) {
        throw refused(exit.get(), wall.get());
      }
    }
  }

  /** The path; or what it stands for, if it is a pattern and not a name, and there are links. */
  private List<java.nio.file.Path> named(java.nio.file.Path wall) throws IOException {
    Path path = new Path(place.path());
    FileSystem files = path.getFileSystem(hadoop);
    if (!isPattern(path) || files.exists(path)) {
      return LocalPaths.of(files, path).stream().toList();
    }
    Optional<java.nio.file.Path> above = LocalPaths.of(files, above(path));
    if (above.isPresent()
        && LocalPaths.real(above.get()).startsWith(wall)
        && Links.isFree(above.get(), MOST_ENTRIES)) {
      return List.of(); // Whatever the pattern matches is below, and no link leads away.
    }
    List<java.nio.file.Path> named = new ArrayList<>();
    FileStatus[] found = files.globStatus(path);
    for (FileStatus each : found == null ? new FileStatus[0] : found) {
      LocalPaths.of(files, each.getPath()).ifPresent(named::add);
    }
    return named;
  }

  /** The folder below which everything is that a pattern matches. */
  private static Path above(Path pattern) {
    Path above = pattern;
    while (isPattern(above) && above.getParent() != null) {
      above = above.getParent();
    }
    return above;
  }

  private static boolean isPattern(Path path) {
    return PATTERN.matcher(path.toString()).find();
  }

  private FlarepathException refused(Links.Exit exit, java.nio.file.Path wall) {
    Diagnostic problem =
        Diagnostic.error(
            Code.LINK_LEAVES_DEPOT, "`%s` leads out of its depot".formatted(place.path()));
    return new FlarepathException(
        subject
            .map(problem::at)
            .orElse(problem)
            .because("by a symbolic link, %s leads to %s".formatted(exit.path(), exit.target()))
            .because("the root of the depot is " + wall)
            .because("nothing was published")
            .help("remove the link, and copy what it leads to into the depot")
            .help("or define a depot in the settings whose root contains both"));
  }
}
