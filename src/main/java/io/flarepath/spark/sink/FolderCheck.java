package io.flarepath.spark.sink;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import io.flarepath.spark.files.DepotWall;
import io.flarepath.spark.files.LocalPaths;
import io.flarepath.workflow.Output.SaveMode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.SparkSession;

/**
 * Whether a sink may write to its folder and, if it overwrites, replace what is there. It looks,
 * and writes nothing.
 */
final class FolderCheck {

  /** Formats that keep a log of their own, by which they replace rows themselves. */
  private static final Map<String, String> OWN_LOG =
      Map.of("delta", "_delta_log", "hudi", ".hoodie");

  /** Formats whose path may be one file. */
  private static final Set<String> ONE_FILE = Set.of("excel");

  /** File systems that keep permissions as POSIX does; of others nothing is known before. */
  private static final Set<String> WITH_PERMISSIONS = Set.of("hdfs", "viewfs", "webhdfs");

  private static final int NAMED = 5;

  private final SinkPlan sink;
  private final DataSource.Files target;
  private final FileSystem files;
  private final Path path;
  private final DepotWall wall;

  FolderCheck(SparkSession session, SinkPlan sink, DataSource.Files target) throws IOException {
    this.sink = sink;
    this.target = target;
    this.path = new Path(target.path());
    Configuration hadoop = session.sessionState().newHadoopConf();
    this.files = path.getFileSystem(hadoop);
    this.wall = new DepotWall(target.place(), sink.output().dataset().span(), hadoop);
  }

  /**
   * Looks.
   *
   * @throws FlarepathException if the folder cannot be written to, or may not be replaced; says
   *     what is there
   * @throws IOException if the storage does not answer
   */
  void check() throws IOException {
    wall.checkWriting();
    Path real = LocalPaths.real(files, path);
    if (real.isRoot()) {
      throw tooMuch("it is the root of a file system, or a whole bucket");
    }
    if (!ONE_FILE.contains(target.format().word())) {
      canBeAFolder();
    }
    if (sink.saveMode() == SaveMode.OVERWRITE) {
      mayBeReplaced(real);
    }
  }

  private void canBeAFolder() throws IOException {
    Path nearest = path;
    while (!files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!files.exists(nearest)) {
      return;
    }
    if (!files.getFileStatus(nearest).isDirectory()) {
      throw refused(
          failed(
              nearest.equals(path)
                  ? "it is a file, and an output writes a folder of files"
                  : nearest + " is a file, so there can be no folder in it"));
    }
    if (!isWritable(nearest)) {
      throw refused(failed("no permission to write to " + nearest));
    }
  }

  private boolean isWritable(Path folder) throws IOException {
    Optional<java.nio.file.Path> local = LocalPaths.of(files, folder);
    if (local.isPresent()) {
      return Files.isWritable(local.get());
    }
    if (!WITH_PERMISSIONS.contains(files.getUri().getScheme())) {
      return true;
    }
    try {
      files.access(folder, FsAction.WRITE_EXECUTE);
      return true;
    } catch (AccessControlException e) {
      return false;
    }
  }

  private void mayBeReplaced(Path real) throws IOException {
    LocalPaths.of(files, real)
        .filter(FolderCheck::holdsPeoplesWork)
        .ifPresent(
            folder -> {
              throw tooMuch("it contains the working directory or the home directory");
            });
    String ownLog = OWN_LOG.getOrDefault(target.format().word(), "");
    if (!ownLog.isEmpty() && files.exists(new Path(path, ownLog))) {
      return;
    }
    Optional<String> table = table(real);
    if (table.isPresent()) {
      throw tooMuch(table.get());
    }
    if (ONE_FILE.contains(target.format().word())
        && files.exists(path)
        && files.getFileStatus(path).isFile()) {
      return;
    }
    FolderContents contents = FolderContents.of(files, path, target.format());
    List<String> others =
        new ArrayList<>(
            sink.replacesPartitions() ? contents.othersInPartitions() : contents.others());
    if (!Formats.isWrittenBySpark(target.format())) {
      others.addAll(contents.hidden()); // Their writers remove the whole folder.
    }
    if (!others.isEmpty()) {
      throw refused(notOurs(others));
    }
    if (!ownLog.isEmpty() && !contents.isEmpty()) {
      throw refused(notOurs(List.of("files that are no " + target.format().word() + " table")));
    }
  }

  private static boolean holdsPeoplesWork(java.nio.file.Path folder) {
    return List.of(System.getProperty("user.dir", "/"), System.getProperty("user.home", "/"))
        .stream()
        .map(place -> java.nio.file.Path.of(place).toAbsolutePath().normalize())
        .anyMatch(place -> place.startsWith(folder));
  }

  /** A table with a log of its own that the folder belongs to: its rows are not files alone. */
  private Optional<String> table(Path real) {
    for (Path folder = real; folder != null; folder = folder.getParent()) {
      try {
        if (isIceberg(folder)) {
          return Optional.of("it is in the folder of an Iceberg table, " + folder);
        }
        for (Map.Entry<String, String> log : OWN_LOG.entrySet()) {
          if (files.exists(new Path(folder, log.getValue()))) {
            return Optional.of(
                "it is in the folder of a %s table, %s".formatted(log.getKey(), folder));
          }
        }
      } catch (IOException e) {
        return Optional.empty(); // Folders further up are often not ours to look at.
      }
    }
    return Optional.empty();
  }

  private boolean isIceberg(Path folder) throws IOException {
    for (FileStatus found : FolderContents.list(files, new Path(folder, "metadata"))) {
      if (found.getPath().getName().endsWith(".metadata.json")) {
        return true;
      }
    }
    return false;
  }

  private Diagnostic notOurs(List<String> others) {
    String names = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
    String more = others.size() > NAMED ? " and %d more".formatted(others.size() - NAMED) : "";
    return Diagnostic.error(
            Code.FOLDER_NOT_OURS,
            "the output `%s` does not replace %s, which contains more than the output's own files"
                .formatted(sink.view(), target))
        .at(sink.output().dataset().span())
        .because("the folder contains " + names + more)
        .because("nothing was written or removed")
        .help(
            "write to another folder, such as `dataos://depot:collection/%s`"
                .formatted(sink.view()))
        .help("or remove these files, if nobody needs them");
  }

  private FlarepathException tooMuch(String why) {
    return refused(
        Diagnostic.error(
                Code.FOLDER_SHARED_WITH_OTHERS,
                "the output `%s` cannot %s %s"
                    .formatted(
                        sink.view(),
                        sink.saveMode() == SaveMode.OVERWRITE ? "replace" : "write to",
                        target))
            .at(sink.output().dataset().span())
            .because(why)
            .because("nothing was written or removed")
            .help("write to a folder of its own"));
  }

  private Diagnostic failed(String why) {
    return Diagnostic.error(Code.WRITE_FAILED, target + " cannot be written")
        .at(sink.output().dataset().span())
        .because(why)
        .because("nothing was written")
        .help("write to another folder, or fix this one");
  }

  private static FlarepathException refused(Diagnostic why) {
    return new FlarepathException(why);
  }
}
