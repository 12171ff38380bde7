package io.flarepath.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks into the jars that {@code mvn package} has made. */
@Tag("jar")
class ShippedJarsTest {

  private static final Path TARGET = Path.of("target");

  private static final Pattern LICENCE_FILE =
      Pattern.compile("(?i)(.*/)?([\\w.]*-)*(licen[cs]e|notice|copying)([-.][^/]*)?");

  /** Where the shade plugin moves the packages of small libraries. */
  private static final Map<String, String> MOVED =
      Map.of(
          "io/flarepath/shaded/config/", "com/typesafe/config/",
          "io/flarepath/shaded/cronutils/", "com/cronutils/",
          "io/flarepath/shaded/jsoup/", "org/jsoup/",
          "io/flarepath/shaded/scopt/", "scopt/",
          "io/flarepath/shaded/snakeyaml/", "org/snakeyaml/engine/",
          "io/flarepath/shaded/ulid/", "com/github/f4b6a3/ulid/");

  @BeforeEach
  void thereAreBillsOfMaterials() {
    assertThat(Library.in("all.json")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-all.jar, all.json", ".jar, slim.json"})
  void aJarContainsItsBillOfMaterialsAndSaysWhere(String ending, String sbom) throws IOException {
    try (JarFile jar = shipped(ending)) {
      String place = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
      assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Format"))
          .isEqualTo("CycloneDX");
      assertThat(bytes(jar, place))
          .isEqualTo(Files.readAllBytes(Library.SBOMS.resolve(sbom)))
          .asString()
          .doesNotContain("\"timestamp\"", "\"serialNumber\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"-all.jar, all.json", ".jar, slim.json"})
  void aJarContainsTheClassesOfItsBillOfMaterialsAndOurs(String ending, String sbom)
      throws IOException {
    try (JarFile jar = shipped(ending)) {
      Set<String> classes =
          classes(jar)
              .map(ShippedJarsTest::original)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> listed = new TreeSet<>();
      for (Library library : Library.in(sbom)) {
        try (JarFile part = part(library)) {
          Set<String> itsClasses = classes(part).collect(Collectors.toSet());
          assertThat(classes).as(library.id()).containsAnyElementsOf(itsClasses);
          listed.addAll(itsClasses);
        }
      }
      assertThat(classes).anyMatch(name -> name.startsWith("io/flarepath/"));
      classes.removeIf(name -> name.startsWith("io/flarepath/") || listed.contains(name));
      assertThat(classes).as("classes of libraries that %s does not list", sbom).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"-all.jar, all.json", ".jar, slim.json"})
  void aJarContainsTheLicencesThatHaveToGoWithItsLibraries(String ending, String sbom)
      throws IOException {
    try (JarFile jar = shipped(ending)) {
      for (String ours : new String[] {"LICENSE", "NOTICE", "THIRD-PARTY.md"}) {
        assertThat(bytes(jar, "META-INF/" + ours)).isEqualTo(Files.readAllBytes(Path.of(ours)));
      }
      for (Library library : Library.in(sbom)) {
        String added = "META-INF/licenses/" + library.name().replace("_2.12", "") + "/LICENSE";
        try (JarFile part = part(library)) {
          Set<String> files =
              part.stream()
                  .map(entry -> entry.getName())
                  .filter(name -> LICENCE_FILE.matcher(name).matches())
                  .collect(Collectors.toCollection(TreeSet::new));
          for (String file : files) {
            assertThat(bytes(jar, file)).as(library.id()).isEqualTo(bytes(part, file));
          }
          boolean apacheOnly = Licences.ofTheBuild().of(library).equals(List.of("Apache-2.0"));
          assertThat(apacheOnly || !files.isEmpty() || jar.getEntry(added) != null)
              .as(
                  "%s has no licence in its jar: add it to src/main/resources/%s",
                  library.id(), added)
              .isTrue();
        }
      }
    }
  }

  private static JarFile shipped(String ending) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      Path jar =
          files
              .filter(
                  file ->
                      file.getFileName()
                          .toString()
                          .matches("flarepath-[\\d.]+" + Pattern.quote(ending)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("mvn package has made no jar" + ending));
      return new JarFile(jar.toFile());
    }
  }

  private static JarFile part(Library library) throws IOException {
    String jar =
        Arrays.stream(
                Files.readString(TARGET.resolve("flarepath.classpath"))
                    .split(Pattern.quote(System.getProperty("path.separator")), -1))
            .map(String::strip)
            .filter(path -> Path.of(path).endsWith(library.jar()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(library.jar() + " is not on the class path"));
    return new JarFile(jar);
  }

  private static Stream<String> classes(JarFile jar) {
    return jar.stream()
        .map(entry -> entry.getName())
        .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"));
  }

  private static String original(String name) {
    return MOVED.entrySet().stream()
        .filter(moved -> name.startsWith(moved.getKey()))
        .map(moved -> moved.getValue() + name.substring(moved.getKey().length()))
        .findFirst()
        .orElse(name);
  }

  private static byte[] bytes(JarFile jar, String name) throws IOException {
    assertThat(jar.getEntry(name)).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return in.readAllBytes();
    }
  }
}
