package io.flarepath.spark.sink;

import io.flarepath.plan.SinkPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A small file that says that a folder was begun by an output, so that later runs may replace its
 * rows, also those of another format. Readers leave it out, since its name begins with a dot.
 */
final class FolderMark {

  static final String NAME = ".flarepath";

  private FolderMark() {}

  static boolean isOn(FileSystem files, Path folder) throws IOException {
    return files.exists(new Path(folder, NAME));
  }

  /** Sets it, if it is not there. */
  static void set(FileSystem files, Path folder, SinkPlan sink) throws IOException {
    if (isOn(files, folder)) {
      return;
    }
    try (OutputStream file = files.create(new Path(folder, NAME), true)) {
      file.write(
          "written by the output `%s` of Flarepath, which may replace the rows in this folder\n"
              .formatted(sink.view())
              .getBytes(StandardCharsets.UTF_8));
    }
  }
}
