package io.flarepath.spark;

import io.flarepath.settings.LocalFile;
import io.flarepath.settings.SettingsFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Texts on any file system that Hadoop knows, such as {@code s3a://} or {@code hdfs://}. */
public final class HadoopFiles implements SettingsFiles {

  /** What makes a path a pattern. */
  static final Pattern PATTERN = Pattern.compile("[*?\\[{]");

  /** Writes a file; one that is there is replaced. */
  static void write(String name, String text, Configuration configuration) throws IOException {
    URI address = URI.create(name);
    try (FileSystem files = FileSystem.newInstance(address, configuration);
        OutputStream stream = files.create(new Path(address), true)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether a path that looks like a pattern is the name of a file or folder itself. */
  static boolean isNamed(String path, Configuration configuration) {
    if (!PATTERN.matcher(path).find()) {
      return false;
    }
    try {
      Path name = new Path(path);
      return name.getFileSystem(configuration).exists(name);
    } catch (IOException | IllegalArgumentException e) {
      return false; // Spark says of it what is wrong.
    }
  }

  /** A path that is on this machine. */
  static Optional<LocalFile> local(Path path) {
    URI address = path.toUri();
    String scheme = Optional.ofNullable(address.getScheme()).orElse("file");
    return scheme.equals("file")
        ? Optional.of(new LocalFile(java.nio.file.Path.of(address.getPath())))
        : Optional.empty();
  }

  @Override
  public Optional<String> text(String name) throws IOException {
    URI address = URI.create(name);
    Optional<LocalFile> local = local(new Path(address));
    if (local.isPresent()) {
      return local.get().text();
    }
    try (FileSystem files = FileSystem.newInstance(address, new Configuration());
        InputStream stream = files.open(new Path(address))) {
      return Optional.of(LocalFile.text(stream));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
