package io.flarepath.spark.sink;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.spark.files.LocalPaths;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What is in the folder of a sink: files of rows, which the sink may replace, and everything else.
 * A folder bears {@link FolderMark} if this product began it; without one, only files whose names
 * end like those of the sink's format are its rows.
 *
 * @param rows the files of rows, in the folder and in its partitions ({@code day=2024-01-01})
 * @param others what else is there, by its path in the folder; hidden files are not meant
 * @param othersInPartitions those of them that are in partitions
 * @param hidden hidden files that neither the engine nor an output has made
 */
record FolderContents(
    List<Path> rows, List<String> others, List<String> othersInPartitions, List<String> hidden) {

  /** Readers leave these out by their names, but they say that the folder is something else. */
  private static final Set<String> LOGS =
      Set.of("_delta_log", ".hoodie", "_spark_metadata", ".git", ".hg", ".svn");

  private static final Set<String> SUMMARIES = Set.of("_metadata", "_common_metadata");

  private static final Pattern BY_THE_ENGINE =
      Pattern.compile(
          "_SUCCESS|_temporary|\\.flarepath|\\..*\\.crc|\\.spark-staging-.*|.*_\\$folder\\$");

  /** As the engine names the files of one task; other formats of it have other endings. */
  private static final Pattern TASK_FILE = Pattern.compile("part-[rm]?-?\\d{5}.*");

  private static final String CODEC = "(\\.(gz|gzip|bz2|zst|zstd|snappy|lz4|deflate|lzo|xz))?";

  FolderContents {
    rows = List.copyOf(rows);
    others = List.copyOf(others);
    othersInPartitions = List.copyOf(othersInPartitions);
    hidden = List.copyOf(hidden);
  }

  /**
   * Looks at a folder, which may not exist.
   *
   * @throws IOException if it cannot be listed
   */
  static FolderContents of(FileSystem files, Path folder, Format format) throws IOException {
    return new Look(files, folder, format, FolderMark.isOn(files, folder)).all();
  }

  boolean isEmpty() {
    return rows.isEmpty() && others.isEmpty();
  }

  private static final class Look {

    private final FileSystem files;
    private final Path folder;
    private final Pattern ending;
    private final boolean isMarked;
    private final boolean isParquet;
    private final List<Path> rows = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> othersInPartitions = new ArrayList<>();
    private final List<String> hidden = new ArrayList<>();

    Look(FileSystem files, Path folder, Format format, boolean isMarked) {
      this.files = files;
      this.folder = folder;
      this.isParquet = format.equals(Formats.PARQUET);
      // The package for XML gives its files no ending.
      this.isMarked = isMarked || format.equals(Formats.XML);
      String word =
          format.equals(Formats.TEXT)
              ? "txt"
              : format.word().equals("excel") ? "xlsx" : format.word();
      this.ending = Pattern.compile("(?i).*\\." + Pattern.quote(word) + CODEC);
    }

    FolderContents all() throws IOException {
      in(folder, "", false);
      return new FolderContents(rows, others, othersInPartitions, hidden);
    }

    private void in(Path here, String prefix, boolean isPartition) throws IOException {
      for (FileStatus found : list(files, here)) {
        String name = found.getPath().getName();
        if (LOGS.contains(name) || LocalPaths.isLink(files, found.getPath())) {
          other(prefix + name, isPartition);
        } else if (found.isDirectory() && name.contains("=")) {
          in(found.getPath(), prefix + name + "/", true);
        } else if (isHidden(name)) {
          if (isParquet && SUMMARIES.contains(name)) {
            rows.add(found.getPath());
          } else if (!BY_THE_ENGINE.matcher(name).matches()) {
            hidden.add(prefix + name);
          }
        } else if (found.isDirectory()) {
          if (list(files, found.getPath()).length > 0) {
            other(prefix + name + "/", isPartition);
          }
        } else if (isRows(name)) {
          rows.add(found.getPath());
        } else {
          other(prefix + name, isPartition);
        }
      }
    }

    private void other(String path, boolean isPartition) {
      others.add(path);
      if (isPartition) {
        othersInPartitions.add(path);
      }
    }

    private boolean isRows(String name) {
      return ending.matcher(name).matches() || (isMarked && TASK_FILE.matcher(name).matches());
    }
  }

  static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** Names that readers leave out, and those that object stores give to folders themselves. */
  static boolean isHidden(String name) {
    return name.startsWith("_")
        || name.startsWith(".")
        || name.toLowerCase(Locale.ROOT).endsWith("_$folder$");
  }
}
