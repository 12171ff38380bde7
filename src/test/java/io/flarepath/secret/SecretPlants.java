package io.flarepath.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Secrets for tests, which are found again in whatever form they were written. */
public final class SecretPlants {

  /** What every planted secret begins with. */
  public static final String MARK = "zQ8vhunterX2k-";

  private SecretPlants() {}

  /** A secret of this number; {@code rest} comes behind it. */
  public static String value(int number, String rest) {
    return MARK + number + "-" + rest;
  }

  /** The lines of a file that hold one, with the file's name. */
  public static List<String> in(Path file) {
    List<String> marks = new ArrayList<>(List.of(MARK, MARK.replace("-", "%2D")));
    for (int before = 0; before < 3; before++) {
      String encoded =
          Base64.getEncoder()
              .encodeToString((" ".repeat(before) + MARK).getBytes(StandardCharsets.UTF_8));
      marks.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 4));
    }
    return text(file)
        .lines()
        .filter(line -> marks.stream().anyMatch(line::contains))
        .map(line -> file.getFileName() + ": " + around(line))
        .toList();
  }

  /** A file's text, whatever its encoding is. */
  public static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String around(String line) {
    int at = Math.max(0, line.indexOf(MARK));
    return line.substring(Math.max(0, at - 300), Math.min(line.length(), at + 60));
  }
}
