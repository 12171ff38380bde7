package io.flarepath.shipped;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A library in a bill of materials.
 *
 * @param group its Maven group
 * @param name its Maven artifact
 * @param version its version
 * @param licences what its pom says: SPDX identifiers, or names where there is none
 */
record Library(String group, String name, String version, List<String> licences) {

  /** Where the build puts the bills of materials. */
  static final Path SBOMS = Path.of("target/sbom");

  Library {
    licences = List.copyOf(licences);
  }

  /**
   * The libraries in a bill of materials of the build, in its order; without one, the test is
   * skipped.
   */
  static List<Library> in(String sbom) {
    Path file = SBOMS.resolve(sbom);
    assumeTrue(
        Files.exists(file) || "true".equals(System.getenv("CI")),
        () -> file + " is missing: Maven makes it before it runs the tests, but not offline");
    try {
      List<Library> libraries = new ArrayList<>();
      new ObjectMapper()
          .readTree(file.toFile())
          .get("components")
          .forEach(component -> libraries.add(of(component)));
      return libraries;
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  private static Library of(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      licences.add(
          choice.hasNonNull("expression")
              ? choice.get("expression").asText()
              : licence.path(licence.has("id") ? "id" : "name").asText());
    }
    return new Library(
        component.get("group").asText(),
        component.get("name").asText(),
        component.get("version").asText(),
        licences);
  }

  /** Group and artifact, as Maven writes them. */
  String id() {
    return group + ":" + name;
  }

  /** The name of its jar. */
  String jar() {
    return name + "-" + version + ".jar";
  }
}
