package io.flarepath.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code THIRD-PARTY.md} is renewed with {@code -Dflarepath.renew=true}. */
class ShippedLibrariesTest {

  private static final Path LIST = Path.of("THIRD-PARTY.md");

  private static final Map<String, String> ICEBERGS_WORDS_FOR_LICENCES =
      Map.of(
          "Apache License, Version 2.0", "Apache-2.0",
          "BSD 2-Clause", "BSD-2-Clause",
          "BSD 3-Clause", "BSD-3-Clause",
          "Boost Software License 1.0", "BSL-1.0",
          "Eclipse Distribution License v. 1.0", "BSD-3-Clause",
          "MIT", "MIT",
          "Mozilla Public License, Version 2.0", "MPL-2.0");

  private final Licences licences = Licences.ofTheBuild();

  @Test
  void everyLibraryIsUnderALicenceThatMayGoWithOurs() {
    assertThat(Library.in("all.json"))
        .isNotEmpty()
        .allSatisfy(library -> assertThat(licences.objection(library)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "LGPL-2.1-or-later, com.example:new is under LGPL-2.1-or-later",
    "GPL-3.0-only, com.example:new is under GPL-3.0-only",
    "The Example License, com.example:new is under The Example License",
    "'', com.example:new has no licence in its pom",
  })
  void anyOtherLicenceIsRefused(String licence, String objection) {
    List<String> named = licence.isEmpty() ? List.of() : List.of("Apache-2.0", licence);
    assertThat(licences.objection(new Library("com.example", "new", "1.0", named)))
        .hasValueSatisfying(text -> assertThat(text).startsWith(objection));
  }

  @Test
  void noDriverOfTheTestsIsShipped() {
    assertThat(Library.in("all.json"))
        .extracting(Library::group)
        .doesNotContain("org.mariadb.jdbc", "org.postgresql", "com.h2database");
  }

  @Test
  void licencesAreCorrectedOnlyForLibrariesThatAreShipped() {
    assertThat(Library.in("all.json")).extracting(Library::id).containsAll(licences.corrected());
  }

  @Test
  void theLicencesOfWhatIsInsideIcebergAreThoseThatItsLicenceFileNames() throws IOException {
    Set<String> named = new TreeSet<>();
    try (JarFile jar = iceberg()) {
      Matcher line =
          Pattern.compile("(?m)^License: (.*?)(?: - http.*)?$").matcher(text(jar, "LICENSE"));
      while (line.find()) {
        named.add(
            Optional.ofNullable(ICEBERGS_WORDS_FOR_LICENCES.get(line.group(1)))
                .orElse(line.group(1)));
      }
    }
    Library library =
        Library.in("all.json").stream()
            .filter(shipped -> shipped.group().equals("org.apache.iceberg"))
            .findFirst()
            .orElseThrow();
    assertThat(licences.of(library)).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void theListInTheRepositoryIsThatOfTheBuild() throws IOException {
    String list = list();
    if (Boolean.getBoolean("flarepath.renew")) {
      Files.writeString(LIST, list);
    }
    assertThat(list)
        .as("Renew THIRD-PARTY.md: mvn test -Dtest=ShippedLibrariesTest -Dflarepath.renew=true")
        .isEqualTo(Files.readString(LIST));
  }

  @Test
  void whatIsKnownAboutVulnerabilitiesIsAboutTheVersionsThatAreShipped() throws IOException {
    String known = Files.readString(Path.of("docs/dependencies.md"));
    assertThat(Library.in("all.json"))
        .allSatisfy(
            library ->
                assertThat(known)
                    .contains("| `%s` | %s |".formatted(library.id(), library.version())));
  }

  private String list() throws IOException {
    Set<String> slim =
        Library.in("slim.json").stream().map(Library::id).collect(Collectors.toSet());
    String libraries =
        Library.in("all.json").stream()
            .map(
                library ->
                    "| %s | %s | %s | %s |\n"
                        .formatted(
                            library.id(),
                            library.version(),
                            String.join(", ", licences.of(library)),
                            slim.contains(library.id()) ? "both" : "`-all`"))
            .sorted()
            .collect(Collectors.joining());
    return """
        # Libraries in Flarepath's jars

        Made from the build's bill of materials; do not edit. The licences that have to go with the libraries
        are in the jars (see [NOTICE](NOTICE)); `-all` is the jar with Iceberg and the driver of the embedded
        catalog. Corrections of what a pom says are in `src/build/licences.properties`, with their sources.

        | library | version | licence | jars |
        |---|---|---|---|
        %s
        ## Inside Apache Iceberg's jar

        `iceberg-spark-runtime` contains these libraries, in packages of its own. The file `LICENSE` at the root of
        the jar names their licences.

        | library | version |
        |---|---|
        %s"""
        .formatted(libraries, String.join("", insideIceberg()));
  }

  private static Set<String> insideIceberg() throws IOException {
    Set<String> lines = new TreeSet<>();
    try (JarFile jar = iceberg()) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
          Properties pom = new Properties();
          try (InputStream in = jar.getInputStream(entry)) {
            pom.load(in);
          }
          lines.add(
              "| %s:%s | %s |\n"
                  .formatted(
                      pom.getProperty("groupId"),
                      pom.getProperty("artifactId"),
                      pom.getProperty("version")));
        }
      }
    }
    return lines;
  }

  private static JarFile iceberg() throws IOException {
    try {
      return new JarFile(
          Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toFile());
    } catch (URISyntaxException e) {
      throw new AssertionError("Iceberg's jar is at an odd place", e);
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
