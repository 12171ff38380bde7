package io.flarepath.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file on this machine that the user names, whatever is in its place: a named pipe would keep its
 * reader waiting for ever, and a device would never end.
 *
 * @param path as the user wrote it, or resolved
 */
public record LocalFile(Path path) {

  /** No text that a person writes is as long; in bytes. */
  public static final int LONGEST = 64 * 1024 * 1024;

  private static final Path NOTHING = Path.of("/dev/null");

  /**
   * Its whole text.
   *
   * @return empty if nothing is there
   * @throws IOException if something is there that cannot be read as text; the message says why, as
   *     the rest of a sentence about the file
   */
  public Optional<String> text() throws IOException {
    if (path.equals(NOTHING)) {
      return Optional.of("");
    }
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new IOException(obstacle.get());
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return Optional.of(text(stream));
    } catch (NoSuchFileException nothing) {
      return Optional.empty();
    } catch (AccessDeniedException denied) {
      throw new IOException("this user may not read it", denied);
    }
  }

  /**
   * The text of a stream, if it is not too long.
   *
   * @throws IOException as {@link #text()}
   */
  public static String text(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new IOException(tooLong());
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      throw new IOException("it is not UTF-8 text", notText);
    }
  }

  /**
   * What is there instead of a file of a reasonable size; empty for such a file, and where nothing
   * is there. Opens nothing.
   */
  public Optional<String> obstacle() {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (found.isDirectory()) {
        return Optional.of("it is a folder");
      }
      if (!found.isRegularFile()) {
        return Optional.of("it is a pipe, a device or a socket, and not a file");
      }
      return found.size() > LONGEST ? Optional.of(tooLong()) : Optional.empty();
    } catch (NoSuchFileException nothing) {
      return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of("it is a symbolic link to something that does not exist")
          : Optional.empty();
    } catch (AccessDeniedException denied) {
      return Optional.of("this user may not look into its folder");
    } catch (FileSystemLoopException loop) {
      return Optional.of("its symbolic links lead back to each other");
    } catch (FileSystemException odd) {
      return Optional.of(reason(Optional.ofNullable(odd.getReason()).orElse("")));
    } catch (IOException odd) {
      return Optional.of(reason(Optional.ofNullable(odd.getMessage()).orElse("")));
    }
  }

  private static String reason(String given) {
    if (given.startsWith("Too many levels of symbolic links")) {
      return "its symbolic links lead back to each other";
    }
    if (given.equals("Not a directory")) {
      return "what its path names as a folder is a file";
    }
    return given.isEmpty() ? "its attributes cannot be read" : given;
  }

  private static String tooLong() {
    return "it is longer than %d MB".formatted(LONGEST / 1024 / 1024);
  }
}
