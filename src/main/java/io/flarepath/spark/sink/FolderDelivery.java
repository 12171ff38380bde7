package io.flarepath.spark.sink;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import io.flarepath.spark.failure.SinkFailure;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.files.PinnedFolder;
import io.flarepath.workflow.Output.SaveMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Delivers to a folder. What is replaced is removed file by file, after the new files are all
 * there: a write that fails leaves the old rows, and nothing goes that was not looked at.
 */
final class FolderDelivery {

  private static final String SUCCESS = "mapreduce.fileoutputcommitter.marksuccessfuljobs";

  private final SparkSession session;
  private final SinkPlan sink;
  private final DataSource.Files target;
  private final FileSystem files;
  private final Path folder;

  FolderDelivery(SparkSession session, SinkPlan sink, DataSource.Files target) throws IOException {
    this.session = session;
    this.sink = sink;
    this.target = target;
    this.folder = new Path(target.path());
    this.files = folder.getFileSystem(session.sessionState().newHadoopConf());
  }

  /**
   * Delivers.
   *
   * @param writer of the rows, with the sink's format
   * @throws FlarepathException if that fails; says what is in the folder now
   */
  void deliver(DataFrameWriter<Row> writer) throws IOException {
    new FolderCheck(session, sink, target).check();
    SinkOptions.of(sink).byName().forEach(writer::option);
    PinnedFolder pinned = new PinnedFolder(files, folder);
    FolderContents before = FolderContents.of(files, folder, target.format());
    boolean isOurs = before.isEmpty() || sink.saveMode() == SaveMode.OVERWRITE;
    if (replacesFileByFile()) {
      replace(writer, before, pinned);
    } else {
      write(writer.mode(SinkWriter.mode(sink.saveMode())), before);
    }
    if (isOurs && files.exists(folder) && files.getFileStatus(folder).isDirectory()) {
      FolderMark.set(files, folder, sink);
    }
  }

  private boolean replacesFileByFile() {
    return sink.saveMode() == SaveMode.OVERWRITE
        && !sink.replacesPartitions()
        && Formats.isWrittenBySpark(target.format());
  }

  private void write(DataFrameWriter<Row> writer, FolderContents before) {
    try {
      writer.save(target.path());
    } catch (Exception | LinkageError e) {
      throw new SinkFailure(sink, session.version()).of(e, now(before));
    }
  }

  private void replace(DataFrameWriter<Row> writer, FolderContents before, PinnedFolder pinned)
      throws IOException {
    boolean succeeds = session.sessionState().newHadoopConf().getBoolean(SUCCESS, true);
    write(writer.mode(org.apache.spark.sql.SaveMode.Append).option(SUCCESS, "false"), before);
    Path success = new Path(folder, "_SUCCESS");
    files.delete(success, false);
    List<Path> left = new ArrayList<>();
    IOException failure = new IOException();
    for (Path old : before.rows()) {
      try {
        pinned.confirm(old);
        files.delete(old, false);
      } catch (IOException e) {
        left.add(old);
        failure = e;
      }
    }
    if (!left.isEmpty()) {
      throw new SinkFailure(sink, session.version()).of(failure, leftOver(before, left));
    }
    emptied(before, pinned);
    if (succeeds) {
      files.create(success, true).close();
    }
  }

  /** Folders of partitions that have no rows any more. */
  private void emptied(FolderContents before, PinnedFolder pinned) throws IOException {
    Set<Path> partitions = new HashSet<>();
    for (Path old : before.rows()) {
      for (Path each = old.getParent(); !isFolder(each); each = each.getParent()) {
        partitions.add(each);
      }
    }
    List<Path> deepestFirst = new ArrayList<>(partitions);
    deepestFirst.sort((one, other) -> Integer.compare(other.depth(), one.depth()));
    for (Path each : deepestFirst) {
      pinned.confirm(each);
      if (files.exists(each) && files.listStatus(each).length == 0) {
        files.delete(each, false);
      }
    }
  }

  private boolean isFolder(Path each) {
    return each.equals(files.makeQualified(folder)) || each.isRoot();
  }

  private static SinkFailure.Now leftOver(FolderContents before, List<Path> left) {
    return SinkFailure.Now.changed(
        "the new rows are in the folder, and so are %d of the %d files that they replace, such as %s"
            .formatted(left.size(), before.rows().size(), left.get(0)),
        "the next run replaces all of them");
  }

  /** What is in the folder after a write that failed. */
  private SinkFailure.Now now(FolderContents before) {
    int added;
    int removed;
    try {
      FolderContents after = FolderContents.of(files, folder, target.format());
      Set<Path> rows = new HashSet<>(after.rows());
      Set<Path> old = new HashSet<>(before.rows());
      added = (int) rows.stream().filter(file -> !old.contains(file)).count();
      removed = (int) old.stream().filter(file -> !rows.contains(file)).count();
    } catch (IOException e) {
      return SinkFailure.Now.changed(
          "the folder's current contents cannot be listed: " + SparkFailures.reason(e));
    }
    if (removed > 0) {
      return SinkFailure.Now.changed(
          "%d of the %d existing files are gone, and there are %d new ones"
              .formatted(removed, before.rows().size(), added),
          "the next run delivers all rows");
    }
    if (added > 0) {
      return SinkFailure.Now.changed(
          "%d of the new files are in the folder, next to the %d that were there before"
              .formatted(added, before.rows().size()),
          "the next run delivers all rows");
    }
    return SinkFailure.Now.unchanged(
        before.rows().isEmpty()
            ? "nothing was written to it"
            : "nothing was written to it: the existing files are unchanged (files: %d)"
                .formatted(before.rows().size()));
  }
}
