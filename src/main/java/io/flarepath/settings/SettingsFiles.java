package io.flarepath.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where settings files come from: a folder, or any file system that the caller knows. */
@FunctionalInterface
public interface SettingsFiles {

  /**
   * The whole text of a file; empty if the file does not exist.
   *
   * @param name as the user gave it: a path or an address such as {@code s3a://bucket/prod.conf}
   * @throws IOException if it is there and cannot be read; the message says why
   */
  Optional<String> text(String name) throws IOException;

  /** Whether there is a file or a folder on this machine; a relative name as for {@link #text}. */
  default boolean isThere(String name) {
    return Files.exists(Path.of(name));
  }

  /** The files of this machine; a relative name starts from the folder. */
  static SettingsFiles local(Path folder) {
    return name -> new LocalFile(folder.resolve(name)).text();
  }
}
