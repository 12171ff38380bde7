package io.flarepath.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of this process among the system's temporary ones, for what the engine and native
 * libraries unpack and spill. A process that is killed leaves its folder behind; the system has
 * then released the lock in it, by which the next process sees that nobody needs it.
 */
final class TemporaryFolder {

  /** Where Java puts temporary files by itself; this process may put them into its own folder. */
  private static final Path SYSTEM = Path.of(System.getProperty("java.io.tmpdir"));

  private static final Pattern OURS = Pattern.compile("flarepath-\\d+-\\d+(-\\d+)?");
  private static final String LOCK = "lock";
  private static final int TRIES = 10;
  private static final Set<OpenOption> OPEN =
      Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path folder;
  private final FileChannel lock;

  private TemporaryFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** The system's folder for temporary files, as this process found it. */
  static Path system() {
    return SYSTEM;
  }

  /**
   * Makes a folder that only this user may enter, and locks it.
   *
   * @param now a number that no other process with the same id had, such as the time
   * @return empty where that is not possible; then everything goes on without it
   */
  static Optional<TemporaryFolder> make(Path parent, long now) {
    String name = "flarepath-" + ProcessHandle.current().pid() + "-" + now;
    for (int i = 0; i < TRIES; i++) {
      Path folder = parent.resolve(i == 0 ? name : name + "-" + i);
      try {
        Optional<FileChannel> lock = locked(folder);
        if (lock.isPresent()) {
          return Optional.of(new TemporaryFolder(folder, lock.get()));
        }
      } catch (IOException | UnsupportedOperationException notHere) {
        if (!Files.exists(folder)) {
          return Optional.empty(); // Full, or read-only.
        }
      }
    }
    return Optional.empty();
  }

  /** Empty if another process has taken the folder for an abandoned one, and removes it. */
  private static Optional<FileChannel> locked(Path folder) throws IOException {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = folder.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    if (isLocked(channel) && Files.exists(file)) {
      return Optional.of(channel);
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException ours) {
      return false;
    }
  }

  Path path() {
    return folder;
  }

  /** Has Java and the native libraries put their files here, where the user has not chosen. */
  void use() {
    String here = folder.toString();
    System.setProperty("java.io.tmpdir", here);
    // Those that do not ask Java, or that ask before it is changed.
    for (String property :
        List.of("ZstdTempFolder", "org.xerial.snappy.tempdir", "org.sqlite.tmpdir")) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, here);
      }
    }
  }

  /** Removes the folder. */
  void remove() {
    delete(folder);
    try {
      lock.close();
    } catch (IOException e) {
      // The process ends anyway.
    }
  }

  /** Removes the folders beside this one that belong to this user, and to no process any more. */
  void removeAbandoned() {
    try (Stream<Path> all = Files.list(folder.toAbsolutePath().getParent())) {
      UserPrincipal user = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
      for (Path each : all.filter(this::mayBeAbandoned).toList()) {
        removeIfAbandoned(each, user);
      }
    } catch (IOException notNow) {
      // They stay, and the next process tries again.
    }
  }

  private boolean mayBeAbandoned(Path each) {
    return OURS.matcher(each.getFileName().toString()).matches()
        && !each.getFileName().equals(folder.getFileName())
        && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS);
  }

  private static void removeIfAbandoned(Path each, UserPrincipal user) {
    Path file = each.resolve(LOCK);
    try {
      boolean isOurs =
          Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(user)
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      if (!isOurs) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, OPEN)) {
        if (isLocked(channel)) {
          delete(each);
        }
      }
    } catch (IOException | UnsupportedOperationException gone) {
      // Another process removes it.
    }
  }

  /** The lock goes last: what is interrupted is taken up again. Links go, and not their targets. */
  private static void delete(Path folder) {
    Path lock = folder.resolve(LOCK);
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!file.equals(lock)) {
                deleteOne(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inside, IOException e) {
              if (!inside.equals(folder)) {
                deleteOne(inside);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return;
    }
    if (isEmptyBut(folder, lock)) {
      deleteOne(lock);
      deleteOne(folder);
    }
  }

  private static boolean isEmptyBut(Path folder, Path lock) {
    try (Stream<Path> left = Files.list(folder)) {
      return left.allMatch(lock::equals);
    } catch (IOException e) {
      return false;
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What cannot be deleted stays, and its folder with it.
    }
  }
}
