package io.flarepath.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of each file in {@code src/test/resources/settings}: beside each {@code .conf}, the
 * diagnostics in a {@code .said}. {@code -Dgolden.renew=true} writes them anew.
 */
class SettingsFaultsTest {

  private static final Path FOLDER = Path.of("src/test/resources/settings");

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultIsSaidWithItsPlace(String name) throws IOException {
    String said = said(name);
    Path expected = FOLDER.resolve(name + ".said");
    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void noSecretIsShownNorItsLine(String name) throws IOException {
    assertThat(said(name)).doesNotContain("hunter", "ter2");
  }

  @Test
  void thereIsAFileForManyFaults() throws IOException {
    assertThat(faults().count()).isGreaterThanOrEqualTo(20);
  }

  static Stream<String> faults() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".conf"))
          .map(file -> file.substring(0, file.length() - ".conf".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String said(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".conf"));
    Problems problems = new Problems();
    Optional<Settings> settings =
        new SettingsReader(
                file -> file.equals("x.conf") ? Optional.of(text) : Optional.empty(), Map.of())
            .read(List.of("x.conf"), problems);
    assertThat(settings.isPresent()).isEqualTo(!problems.hasErrors());
    assertThat(problems.all()).isNotEmpty();
    return problems.all().stream().map(SettingsFaultsTest::line).collect(Collectors.joining("\n"));
  }

  private static String line(Diagnostic said) {
    StringBuilder out = new StringBuilder();
    out.append(said.severity().word()).append('[').append(said.code()).append("]: ");
    out.append(said.message()).append('\n');
    said.place().ifPresent(place -> out.append(excerpt(place)));
    said.notes().forEach(note -> out.append("  note: ").append(note).append('\n'));
    said.help().forEach(help -> out.append("  help: ").append(help).append('\n'));
    return out.toString();
  }

  private static String excerpt(Span place) {
    return "  --> %s%n  | %s%n  | %s%s%n"
        .formatted(
            place,
            place.source().line(place.line()),
            " ".repeat(place.column() - 1),
            "^".repeat(place.length()));
  }
}
