package io.flarepath.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.Settings;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many and whatever they include or refer to, settings take little time and memory. */
class SettingsBoundsTest {

  private final Map<String, String> files = new HashMap<>();
  private final Problems problems = new Problems();

  @Test
  void timeGrowsAsTheNumberOfSettings() {
    read(entries(1_500));
    long few = nanoseconds(() -> read(entries(1_500)));
    long many = nanoseconds(() -> read(entries(6_000)));
    assertThat(problems.all()).isEmpty();
    assertThat((double) many / few).as("four times as many").isLessThan(10);
  }

  @Test
  void allOfManySettingsAreRead() {
    Settings settings = read(entries(6_000)).orElseThrow();
    assertThat(settings.spark())
        .hasSizeGreaterThanOrEqualTo(6_000)
        .containsEntry("spark.x.n5999", "5999");
  }

  @Test
  void referencesThatMultiplyAreRefusedBeforeTheyAreResolved() {
    String bomb =
        "a0 = xxxxxxxxxx\n"
            + IntStream.rangeClosed(1, 40)
                .mapToObj(i -> "a%d = ${a%d}${a%d}".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining("\n"));
    assertThat(read(bomb + "\nflarepath.spark { spark.app.name = ${a40} }")).isEmpty();
    assertMessage("the references in the settings multiply to more than 10,000,000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o0 { x = yyyyyyyyyy }\n%s\nflarepath.spark { spark.app.name = ${o30.a.a.x} }",
        "o0 = [zzzzzzzzzz]\n%s",
      })
  void soAreBlocksAndLists(String text) {
    boolean isList = text.startsWith("o0 = [");
    String lines =
        IntStream.rangeClosed(1, 30)
            .mapToObj(
                i ->
                    (isList ? "o%d = ${o%d} ${o%d}" : "o%d { a = ${o%d}, b = ${o%d} }")
                        .formatted(i, i - 1, i - 1))
            .collect(Collectors.joining("\n"));
    assertThat(read(text.formatted(lines))).isEmpty();
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .contains("the references in the settings multiply to more than 10,000,000 characters");
  }

  @Test
  void aValueThatAddsToAnEarlierOneIsNoBomb() {
    assertThat(read("p = a\np = ${p}b\np = ${p}c\nflarepath.spark { spark.app.name = ${p} }"))
        .map(settings -> settings.spark().get("spark.app.name"))
        .contains("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url(\"https://example.org/x.conf\")",
        "\"http://example.org/x.conf\"",
        "url(\"file:/etc/hostname\")"
      })
  void anAddressIsNotFetched(String include) {
    assertThat(read("include " + include)).isEmpty();
    String address = include.replaceAll("^.*?\"|\".*", "");
    assertMessage("settings are not fetched from the address `" + address + "`");
    assertThat(problems.all().get(0).place()).isPresent();
  }

  @Test
  void filesAndResourcesComeThroughOurReader() {
    files.put("conf/more.conf", "flarepath.run.parallel-jobs = no");
    assertThat(read("conf/x.conf", "include file(\"more.conf\")")).isEmpty();
    assertThat(problems.all())
        .first()
        .satisfies(
            said ->
                assertThat(said.place().orElseThrow().source().name()).isEqualTo("conf/more.conf"));
  }

  @Test
  void aResourceThatIsMissingIsSaidWithItsPlace() {
    assertThat(read("\ninclude classpath(\"nowhere.conf\")")).isEmpty();
    assertMessage("`nowhere.conf` is not on the class path");
    assertThat(problems.all().get(0).place().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void filesThatIncludeManyOthersEnd() {
    for (int i = 0; i < 20; i++) {
      files.put("a" + i, "include \"a%d\"\ninclude \"b%d\"".formatted(i + 1, i + 1));
      files.put("b" + i, files.get("a" + i));
    }
    assertThat(read("include \"a0\"")).isEmpty();
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .contains("the settings include more than 1,000 files");
  }

  private static String entries(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "\"spark.x.n%d\" = %d".formatted(i, i))
        .collect(Collectors.joining("\n", "flarepath.spark {\n", "\n}\n"));
  }

  private static long nanoseconds(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - before;
  }

  private void assertMessage(String message) {
    assertThat(problems.all()).extracting(Diagnostic::message).containsExactly(message);
  }

  private Optional<Settings> read(String text) {
    return read("x.conf", text);
  }

  private Optional<Settings> read(String name, String text) {
    files.put(name, text);
    return new SettingsReader(file -> Optional.ofNullable(files.get(file)), Map.of())
        .read(List.of(name), problems);
  }
}
