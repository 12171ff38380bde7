package io.flarepath.connector;

import java.util.List;
import java.util.Optional;

/**
 * A format of files.
 *
 * @param source the engine's name for it
 * @param coordinates of what brings it, with {@code SPARK} in the place of the engine's version;
 *     empty where the engine has it
 * @param isWritable whether the engine can write it
 */
record FileFormat(
    String word, List<String> synonyms, String source, String coordinates, boolean isWritable)
    implements Format {

  FileFormat {
    synonyms = List.copyOf(synonyms);
  }

  private static final String SPARK = "SPARK";

  /** A format that comes with the engine. */
  static FileFormat of(String word, String... synonyms) {
    return new FileFormat(word, List.of(synonyms), word, "", true);
  }

  /** A format that a package brings. */
  static FileFormat by(String coordinates, String word, String... synonyms) {
    return new FileFormat(word, List.of(synonyms), word, coordinates, true);
  }

  @Override
  public Place place() {
    return Place.PATH;
  }

  @Override
  public boolean isBuiltIn() {
    return coordinates.isEmpty();
  }

  @Override
  public Optional<String> coordinates(String engineVersion) {
    return isBuiltIn() ? Optional.empty() : Optional.of(coordinates.replace(SPARK, engineVersion));
  }
}
