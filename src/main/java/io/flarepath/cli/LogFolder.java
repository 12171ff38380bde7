package io.flarepath.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the engine's log: one for each day, and further ones with a number when it is full.
 * Several processes share them.
 *
 * @param clock whose days have a file each
 */
record LogFolder(Path folder, Clock clock) {

  /** A file that is so large takes nothing more; in bytes. */
  static final long FULL = 20_000_000;

  /** So many files are kept, and so their size is limited too. */
  static final int MOST_FILES = 20;

  private static final Pattern OURS =
      Pattern.compile("flarepath-(\\d{4}-\\d{2}-\\d{2})(?:\\.(\\d{1,6}))?\\.log");

  /** One of the files. */
  private record Numbered(Path path, String day, int number) {

    static Stream<Numbered> of(Path path) {
      Matcher name = OURS.matcher(path.getFileName().toString());
      return name.matches()
          ? Stream.of(
              new Numbered(
                  path,
                  name.group(1),
                  Optional.ofNullable(name.group(2)).map(Integer::parseInt).orElse(0)))
          : Stream.empty();
    }
  }

  /** The file that takes the next line, now. It may not be there yet. */
  Path current() {
    return current(1);
  }

  /**
   * The same for a line of a known length.
   *
   * @param more in bytes
   */
  Path current(int more) {
    String day = LocalDate.now(clock).toString();
    Optional<Numbered> last =
        newestFirst().stream().filter(file -> file.day().equals(day)).findFirst();
    int number = last.map(file -> file.number() + (takes(more, file.path()) ? 0 : 1)).orElse(0);
    return folder.resolve("flarepath-" + day + (number == 0 ? "" : "." + number) + ".log");
  }

  /** Removes the oldest files. */
  void removeOldest() {
    newestFirst().stream()
        .skip(MOST_FILES)
        .forEach(
            old -> {
              try {
                Files.deleteIfExists(old.path());
              } catch (IOException notOurs) {
                // It stays, and the next command tries again.
              }
            });
  }

  /** Whether this is the folder's file for today. */
  boolean isOfToday(Path file) {
    return Numbered.of(file).anyMatch(each -> each.day().equals(LocalDate.now(clock).toString()));
  }

  private List<Numbered> newestFirst() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(Numbered::of)
          .sorted(Comparator.comparing(Numbered::day).thenComparing(Numbered::number).reversed())
          .toList();
    } catch (IOException notOurs) {
      return List.of();
    }
  }

  /** A pipe in the place of a file would keep us waiting for somebody who reads it. */
  private static boolean takes(int more, Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.isWritable(file)
          && Files.size(file) + more <= FULL;
    } catch (IOException unreadable) {
      return false;
    }
  }
}
