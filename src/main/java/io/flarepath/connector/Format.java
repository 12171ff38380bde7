package io.flarepath.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How rows are stored, and how the engine learns where. A new one is a class, its line in {@link
 * Formats}, and its test.
 */
public interface Format {

  /** What a dataset of a format is to the engine. */
  enum Place {
    /** A file, a folder, a pattern. */
    PATH,
    /** A table of a database. */
    TABLE,
    /** Whatever the options say; the dataset alone does not. */
    OPTIONS
  }

  /** The name as people write it: lower case. */
  String word();

  /** Other names that people write for it. */
  default List<String> synonyms() {
    return List.of();
  }

  /** The name under which the engine knows it. */
  String source();

  Place place();

  /** Whether it comes with the engine. */
  default boolean isBuiltIn() {
    return false;
  }

  /**
   * The Maven coordinates of what brings it; empty where the engine has it, and where nothing is
   * known that brings it.
   *
   * @param engineVersion the engine's version, which its own modules must have
   */
  default Optional<String> coordinates(String engineVersion) {
    return Optional.empty();
  }

  /**
   * The options that tell a reader what an address names.
   *
   * @param collection may be empty
   * @param dataset may be empty
   */
  default Map<String, String> reading(String collection, String dataset) {
    return Map.of();
  }

  /** The same for a writer. */
  default Map<String, String> writing(String collection, String dataset) {
    return reading(collection, dataset);
  }

  /**
   * What a reader or a writer is told that the workflow does not say, and that the engine would do
   * differently.
   *
   * @param options what the workflow says
   */
  default Map<String, String> defaults(Map<String, String> options) {
    return Map.of();
  }

  /** Whether rows can be written so, and not only read. */
  default boolean isWritable() {
    return true;
  }

  /** Whether rows can only be added: there is nothing that could be overwritten. */
  default boolean isLog() {
    return false;
  }
}
