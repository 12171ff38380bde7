package io.flarepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares texts with files under {@code src/test/resources}. With {@code -Dgolden.renew=true} it
 * writes the files instead; read the difference before you commit it.
 */
public final class Golden {

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final boolean IS_RENEWED = Boolean.getBoolean("golden.renew");

  private Golden() {}

  /** A file or folder of the tests. */
  public static Path path(String resource) {
    return RESOURCES.resolve(resource);
  }

  /** The text of a file of the tests. */
  public static String text(String resource) {
    return read(path(resource));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that a text is what a file of the tests holds. */
  public static void assertMatches(String resource, String actual) {
    assertMatches(path(resource), actual);
  }

  /** Asserts that a text is what a file of the project holds. */
  public static void assertMatches(Path file, String actual) {
    if (IS_RENEWED) {
      renew(file, actual);
    }
    assertThat(file).as("run with -Dgolden.renew=true to write it").exists();
    assertThat(actual).as(file.toString()).isEqualTo(read(file));
  }

  private static void renew(Path file, String actual) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
