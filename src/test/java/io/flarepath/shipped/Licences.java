package io.flarepath.shipped;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The licences of shipped libraries: what their poms say, or {@code src/build/licences.properties}
 * where a pom does not say all.
 */
final class Licences {

  /** May go with software under Apache-2.0, in binary form, as its licence files ask. */
  private static final Set<String> ALLOWED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "BSL-1.0",
          "CC0-1.0",
          "CDDL-1.0",
          "CDDL-1.1",
          "EPL-1.0",
          "EPL-2.0",
          "GPL-2.0-with-classpath-exception",
          "ISC",
          "MIT",
          "MPL-2.0",
          "Public Domain",
          "Unicode-3.0",
          "Zlib");

  private final Properties corrections;

  private Licences(Properties corrections) {
    this.corrections = corrections;
  }

  static Licences ofTheBuild() {
    Properties corrections = new Properties();
    try (Reader file =
        Files.newBufferedReader(Path.of("src/build/licences.properties"), StandardCharsets.UTF_8)) {
      corrections.load(file);
    } catch (IOException e) {
      throw new AssertionError("The corrections of licences cannot be read", e);
    }
    return new Licences(corrections);
  }

  /** The licences that the library is under, all of them. */
  List<String> of(Library library) {
    String correction = corrections.getProperty(library.id());
    return correction == null ? library.licences() : List.of(correction.split(", ", -1));
  }

  /** The libraries that the corrections name. */
  Set<String> corrected() {
    return corrections.stringPropertyNames();
  }

  /** Why the library must not be shipped; empty if it may. */
  Optional<String> objection(Library library) {
    List<String> licences = of(library);
    if (licences.isEmpty()) {
      return Optional.of(
          library.id()
              + " has no licence in its pom: find it, and add it with its source to"
              + " src/build/licences.properties");
    }
    List<String> refused = licences.stream().filter(name -> !ALLOWED.contains(name)).toList();
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            library.id() + " is under " + String.join(", ", refused) + ", which is not allowed");
  }
}
