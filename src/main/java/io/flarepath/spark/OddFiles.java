package io.flarepath.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * What lies among the files of an input on this machine and is no file. Spark would wait for ever
 * for a named pipe that nobody writes to, and never come to the end of a device.
 */
final class OddFiles {

  /** More files are not looked at: a folder of so many is made by a program. */
  private static final int MOST = 10_000;

  private static final String NO_FILE = " is a pipe, a device or a socket, and not a file";

  private OddFiles() {}

  /**
   * The first of them, as a sentence; empty if there is none, and where Spark will say itself what
   * is wrong with the path.
   */
  static Optional<String> in(String path, Configuration hadoop) {
    try {
      org.apache.hadoop.fs.Path pattern = new org.apache.hadoop.fs.Path(path);
      FileSystem files = pattern.getFileSystem(hadoop);
      if (!files.getScheme().equals("file")) {
        return Optional.empty();
      }
      Deque<Path> open = new ArrayDeque<>();
      if (HadoopFiles.isNamed(path, hadoop) || !HadoopFiles.PATTERN.matcher(path).find()) {
        open.add(Path.of(files.makeQualified(pattern).toUri().getPath()));
      } else {
        for (FileStatus found : Optional.ofNullable(files.globStatus(pattern)).orElse(NONE)) {
          open.add(Path.of(found.getPath().toUri().getPath()));
        }
      }
      return first(open);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static final FileStatus[] NONE = {};

  private static Optional<String> first(Deque<Path> open) throws IOException {
    for (int i = 0; i < MOST && !open.isEmpty(); i++) {
      Path each = open.pop();
      BasicFileAttributes found = Files.readAttributes(each, BasicFileAttributes.class);
      if (found.isOther()) {
        return Optional.of(each + NO_FILE);
      }
      if (found.isDirectory() && open.size() < MOST) {
        try (Stream<Path> inside = Files.list(each)) {
          inside.filter(OddFiles::isRead).limit(MOST).forEach(open::push);
        }
      }
    }
    return Optional.empty();
  }

  /** Spark leaves out what is hidden. */
  private static boolean isRead(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (!name.startsWith("_") || name.contains("="));
  }
}
