package io.flarepath.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Plans;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.table.TableName;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.apache.hadoop.fs.GlobExpander;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address in a depot leads out of it. */
class EscapesTest {

  private static final List<String> ROOTS =
      List.of("/lake/root", "s3a://bucket/root", "file:/lake/root/");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "x/../y",
        "x/./y",
        "x/..",
        "../../etc/passwd",
        "x//../y",
        "x/.. /y",
        "x/.../y",
        "%2e%2e/x",
        "%2E./x",
        ".%2e/x",
        "%252e%252e%252fx",
        "%25252e%25252e/x",
        "x%2f..%2fy",
        "x%2F%2e%2e%2Fy",
        "x%252f..%252fy",
        "%c0%ae%c0%ae/x",
        "..%c0%afx",
        "%u002e%u002e/x",
        "x\\..\\y",
        "..\\x",
        "x\\y",
        "x%5c..%5cy",
        "x%255cy",
        "{..,a}/x",
        "{a/b,../c}",
        "a{/x,/../y}",
        ".{./x,y}",
        ".{.,x}/y",
        "{,.}{.,}/y",
        "\\.\\./x",
        "s3a://other/x",
        "x/s3a://other/x",
        "file:/etc/passwd",
        "file:///etc/passwd",
        "C:/x",
        "jdbc:/x",
        "\uff0e\uff0e/x", // full-width full stops
        "\u2025/x", // a two dot leader
        "\u2024\u2024/x", // one dot leaders
        "x\uff0f..\uff0fy", // full-width slashes
        "x\u2215..\u2215y", // division slashes
        "x\uff3cy", // a full-width backslash
        "\uff05\uff12\uff45\uff05\uff12\uff45/x", // all of %2e%2e full-width
        ".\u200c./x", // with a character that HFS+ leaves out
        "\u202e../x",
        ".\ufe0f./x",
        "x/\u0000/y",
        "x%00y",
        "x\ny",
      })
  void isFound(String path) {
    assertThat(Escapes.ofPath(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "city/city.csv",
        "a..b/c",
        "x/..hidden",
        "x/hidden..",
        "x/.hidden/_y",
        "*.*/a?.csv",
        "x/*/{a,b}[0-9].csv",
        "day=2024-01-31 10%3A00%3A00/x.parquet",
        "at=2024-01-31 10:00:00/x",
        "url=a%2Fb/part-00000.parquet",
        "100%/x",
        "a%zz/x",
        "%",
        "x/größe/日本/x.json",
        "e\u0301tude/x",
        "x y/z, w.csv",
        "x//y",
        "x/a,b.csv",
        "~/x",
        "#/x",
      })
  void isNotSeenInUsualNames(String path) {
    assertThat(Escapes.ofPath(path)).isEmpty();
  }

  @Test
  void namesWhatItIs() {
    assertThat(Escapes.ofPath("x/../y")).contains("`..` cannot be part of it");
    assertThat(Escapes.ofPath("x/%252E%2e/y"))
        .contains("`..` cannot be part of it: it can be read as `x/../y`");
    assertThat(Escapes.ofPath("x%00y"))
        .contains("it contains a control character: it can be read as `x?y`");
    assertThat(Escapes.ofPath("x/s3a://y")).contains("`s3a:` begins an address of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "a..b",
        ".a",
        "a.",
        "a.%2e",
        "a%2e%2eb",
        "a\\b",
        "a.\uff0e",
        "a%2fb",
        "a.b\uff0fc",
        "a.b%0a"
      })
  void isFoundInNamesOfTables(String name) {
    assertThat(Escapes.ofName(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a.b.c", "a.größe", "a.b-c_d", "a.100%", "retail.orders$x"})
  void isNotSeenInUsualNamesOfTables(String name) {
    assertThat(Escapes.ofName(name)).isEmpty();
  }

  @Test
  void decodesHoweverOftenInShortTime() {
    String why = "its percent signs are encoded too often";
    assertThat(Escapes.ofPath("%" + "25".repeat(2000) + "2e%2e/x")).contains(why);
    assertThat(Escapes.ofPath("x%" + "25".repeat(100_000))).contains(why);
    assertThat(Escapes.ofPath("x%" + "25".repeat(5) + "/y")).isEmpty();
  }

  // ---- Whatever is accepted is below the root, however it is read.

  private static final List<String> PIECES =
      List.of(
          ".",
          "..",
          "...",
          "/",
          "//",
          "\\",
          "%2e",
          "%2E",
          "%2f",
          "%2F",
          "%5c",
          "%252e",
          "%252f",
          "%255C",
          "%25",
          "%",
          "2e",
          "%c0%ae",
          "%c0%af",
          "%u002e",
          "%00",
          "{",
          "}",
          ",",
          "{..,a}",
          "*",
          "?",
          "[.]",
          "[",
          "]",
          "^",
          "a",
          "b",
          "x=1",
          " ",
          "\uff0e",
          "\u2024",
          "\u2025",
          "\uff0f",
          "\u2215",
          "\uff3c",
          "\u200d",
          "\ufeff",
          "s3a:",
          "s3a://b/",
          "file:",
          "C:",
          ":",
          "~",
          "#",
          "&",
          "none",
          "%uFF0E",
          "%ef%bc%8e",
          "%E2%80%A5");

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(9).map(all -> String.join("", all));
  }

  @Property(tries = 20_000)
  void whatIsAcceptedIsBelowTheRootHoweverItIsRead(
      @ForAll("paths") String path, @ForAll("roots") String root) {
    Problems problems = new Problems();
    Optional<DepotPath> found = sources(root, problems).file(located("dataos://lake:" + path));
    Statistics.collect(found.isPresent() ? "accepted" : "refused");
    if (found.isEmpty()) {
      assertThat(problems.hasErrors()).isTrue();
      return;
    }
    assertThat(found.get().root()).contains(root);
    String below = Path.of(bare(root)).toString();
    for (String reading : readings(found.get().path())) {
      for (String one : expanded(reading)) {
        assertThat(Path.of(bare(one)).normalize().startsWith(below)).as(one).isTrue();
        assertThat(Path.of(hadoop(one)).normalize().startsWith(below)).as(one).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<String> roots() {
    return Arbitraries.of(ROOTS);
  }

  @Property(tries = 10_000)
  void theTableOfAnAddressIsInItsNamespace(@ForAll("paths") String path) {
    Problems problems = new Problems();
    Optional<TableName> table =
        new Addresses(SETTINGS, problems).table(located("dataos://icebase:" + path), "rows");
    Statistics.collect(table.isPresent() ? "accepted" : "refused");
    if (table.isEmpty()) {
      assertThat(problems.hasErrors()).isTrue();
      return;
    }
    assertThat(table.get().namespace()).isNotEmpty();
    String namespace = String.join("/", table.get().namespace());
    for (String reading : readings(namespace + "/" + table.get().table())) {
      Path folder = Path.of("/warehouse/" + reading.replace('\\', '/')).normalize();
      assertThat(folder.startsWith("/warehouse") && folder.getNameCount() > 2).as(reading).isTrue();
    }
  }

  @Test
  void theSourcesAreThoseOfTheWorkflow() {
    assertThat(InputJob.reading("dataset: dataos://lake:x/../y\nformat: json").yaml())
        .contains("dataos://lake:x/../y");
    Problems problems = new Problems();
    assertThat(sources("/lake", problems).file(located("dataos://lake:x/%2e%2e/y"))).isEmpty();
    Diagnostic said = problems.all().get(0);
    assertThat(said.code()).isEqualTo(Code.LEAVES_DEPOT);
    assertThat(said.message()).isEqualTo("`dataos://lake:x/%2e%2e/y` may lead out of its depot");
    assertThat(said.place()).isPresent();
  }

  private static final Settings SETTINGS = settings(new Depot.Iceberg("icebase", "icebase"));

  private static Settings settings(Depot depot) {
    Map<String, Depot> depots = new LinkedHashMap<>(Map.of(depot.name(), depot));
    return new Settings(
        depots, Plans.SETTINGS.catalogs(), Plans.SETTINGS.spark(), Plans.SETTINGS.run());
  }

  private static Sources sources(String root, Problems problems) {
    Settings settings = settings(new Depot.Files("lake", root));
    return new Sources(
        new Addresses(settings, problems),
        new QueryTables(settings, query -> Optional.empty(), problems),
        problems);
  }

  private static Located<String> located(String text) {
    return new Located<>(text, new Source("test.yaml", text).span(0, text.length()));
  }

  /** As it is, decoded as often as it changes, with look-alikes for what they look like. */
  private static Set<String> readings(String path) {
    Set<String> readings = new LinkedHashSet<>();
    String reading = path;
    while (readings.add(reading)) {
      readings.add(Normalizer.normalize(reading, Normalizer.Form.NFKC));
      readings.add(reading.replace('\\', '/'));
      try {
        reading = URLDecoder.decode(reading.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException notEncoded) {
        break;
      }
    }
    return readings;
  }

  private static List<String> expanded(String pattern) {
    try {
      return GlobExpander.expand(pattern).stream()
          .map(each -> each.replaceAll("\\\\(.)", "$1"))
          .collect(Collectors.toList());
    } catch (IOException noPattern) {
      return List.of(pattern);
    }
  }

  private static String hadoop(String path) {
    String there = new org.apache.hadoop.fs.Path(path).toUri().getPath();
    return there.isEmpty() ? "/" : there;
  }

  private static String bare(String path) {
    return path.replaceFirst("^(s3a://bucket|file:)", "");
  }
}
