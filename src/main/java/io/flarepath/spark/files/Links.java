package io.flarepath.spark.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The symbolic links in a folder of this machine. */
public final class Links {

  private Links() {}

  /**
   * A path that leads out of a folder.
   *
   * @param path where it is, with the links that lead to it resolved
   * @param target where it leads
   */
  public record Exit(Path path, Path target) {}

  /**
   * The first path that leads out of a folder: the one that is asked for, or one below it, also
   * through links that stay within the folder.
   *
   * @param root the real folder
   * @param seesHidden whether names that begin with a dot count, which readers leave out
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  static Optional<Exit> exit(Path path, Path root, boolean seesHidden) throws IOException {
    Deque<Exit> open = new ArrayDeque<>(List.of(new Exit(path, LocalPaths.real(path))));
    Set<Path> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Exit next = open.pop();
      if (!next.target().startsWith(root)) {
        return Optional.of(next);
      }
      if (Files.isDirectory(next.target()) && seen.add(next.target())) {
        for (Path link : in(next.target(), seesHidden)) {
          open.push(new Exit(link, LocalPaths.real(link)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The first link to a folder in a folder or below: by it, one file has two paths.
   *
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public static Optional<Exit> toFolder(Path folder) throws IOException {
    Path real = LocalPaths.real(folder);
    if (Files.isDirectory(real)) {
      for (Path link : in(real, true)) {
        if (Files.isDirectory(link)) {
          return Optional.of(new Exit(link, LocalPaths.real(link)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether there is certainly no link in a folder or below.
   *
   * @param most after so many files and folders it is not certain
   */
  static boolean isFree(Path folder, int most) throws IOException {
    int[] entries = {0};
    boolean[] isFree = {true};
    Files.walkFileTree(
        LocalPaths.real(folder),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes about) {
            return look(true);
          }

          @Override
          public FileVisitResult visitFile(Path found, BasicFileAttributes about) {
            return look(!about.isSymbolicLink());
          }

          @Override
          public FileVisitResult visitFileFailed(Path found, IOException why) {
            return look(false);
          }

          private FileVisitResult look(boolean isNoLink) {
            isFree[0] = isNoLink && ++entries[0] <= most;
            return isFree[0] ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
    return isFree[0];
  }

  /** All links in a folder and in the folders below, which are not followed. */
  static List<Path> in(Path folder, boolean seesHidden) throws IOException {
    List<Path> links = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes about) {
            return isSeen(found) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path found, BasicFileAttributes about) {
            if (about.isSymbolicLink() && isSeen(found)) {
              links.add(found);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path found, IOException why) {
            return FileVisitResult.CONTINUE; // Who reads or writes it says so; or it is gone.
          }

          private boolean isSeen(Path found) {
            return seesHidden
                || found.equals(folder)
                || !found.getFileName().toString().startsWith(".");
          }
        });
    return links;
  }
}
