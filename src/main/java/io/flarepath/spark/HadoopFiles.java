package io.flarepath.spark;

import io.flarepath.settings.SettingsFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Texts on any file system that Hadoop knows, such as {@code s3a://} or {@code hdfs://}. */
public final class HadoopFiles implements SettingsFiles {

  /** Writes a file; one that is there is replaced. */
  static void write(String name, String text, Configuration configuration) throws IOException {
    URI address = URI.create(name);
    try (FileSystem files = FileSystem.newInstance(address, configuration);
        OutputStream stream = files.create(new Path(address), true)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public Optional<String> text(String name) throws IOException {
    URI address = URI.create(name);
    try (FileSystem files = FileSystem.newInstance(address, new Configuration());
        InputStream stream = files.open(new Path(address))) {
      return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
