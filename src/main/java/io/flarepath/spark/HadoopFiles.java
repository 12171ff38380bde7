package io.flarepath.spark;

import io.flarepath.settings.SettingsFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Texts on any file system that Hadoop knows, such as {@code s3a://} or {@code hdfs://}. */
public final class HadoopFiles implements SettingsFiles {

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
