package io.flarepath.settings.hocon;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in a file, it is read or explained, and no secret of it is shown. */
class SettingsRobustnessTest {

  private static final String SECRET = "zQ8vhunterX2k";

  private static final String GOOD =
      """
      base = "s3a://bucket"
      flarepath {
        depots {
          pg { kind = jdbc, url = "jdbc:postgresql://app:SECRET@db/x?password=SECRET", user = app
               password = "SECRET", properties { ssl = true } }
          raw { kind = files, root = ${base}/raw }
        }
        catalogs.lake { type = rest, uri = "https://example.org", credential = "SECRET", token: SECRET
          s3.secret-access-key = SECRET }
        spark { "spark.sql.shuffle.partitions" = 8, spark.hadoop.fs.s3a.secret.key = SECRET }
        run { publish-attempts = 3, branch-ttl = 2d, time-zone = UTC }
      }
      """
          .replace("SECRET", SECRET);

  private static final String[] SNIPPETS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "=",
    ":",
    ",",
    "${",
    "}",
    "${?X}",
    "${base}",
    "include ",
    "+=",
    "\n",
    "\t",
    "#",
    "//",
    "null",
    "\u0000",
    "😀",
    "\\",
    "\\u12",
    "$",
    "@",
    "`",
    ".",
    "..",
    "(",
    "a",
    "1e999",
    "flarepath",
    "type = hadoop",
    "kind = iceberg",
    " ",
    "\r\n",
    "\uFEFF",
    "\ud800",
    "-1",
    "7d"
  };

  @Test
  void threeHundredMutationsAreReadOrExplained() {
    Random random = new Random(20200229);
    int broken = 0;
    for (int i = 0; i < 300; i++) {
      String text = mutated(random);
      Problems problems = new Problems();
      Optional<Settings> settings = read(text, problems);
      assertThat(settings.isPresent()).as(text).isEqualTo(!problems.hasErrors());
      problems.all().forEach(said -> assertSays(said, text));
      broken += problems.hasErrors() ? 1 : 0;
    }
    assertThat(broken).isBetween(100, 299);
  }

  @Test
  void randomBytesAreReadOrExplained() {
    Random random = new Random(42);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
      Problems problems = new Problems();
      assertThat(read(text, problems).isPresent()).isEqualTo(!problems.hasErrors());
    }
  }

  @Test
  void veryLongValuesAreReadOrExplained() {
    for (String part : new String[] {"x", "\\\\", "a=", "{b ", "[", "\"\" "}) {
      for (String open : new String[] {"", "\"", "\"\"\""}) {
        String text = "flarepath.run.colour = " + open + part.repeat(2_000) + open + "\n";
        Problems problems = new Problems();
        assertThat(read(text, problems)).as(text.substring(0, 40)).isEmpty();
        assertThat(problems.all()).isNotEmpty();
      }
    }
  }

  @Test
  void theUnchangedTextIsRight() {
    Problems problems = new Problems();
    assertThat(read(GOOD, problems)).isPresent();
    assertThat(problems.all()).isEmpty();
  }

  private static void assertSays(Diagnostic said, String text) {
    assertThat(said.message()).as(text).isNotBlank().doesNotContain("\n", SECRET);
    assertThat(String.join(" ", said.notes()) + String.join(" ", said.help()))
        .as(text)
        .doesNotContain(SECRET);
    said.place()
        .ifPresent(
            place -> {
              assertThat(place.line()).isBetween(1, (int) text.lines().count() + 1);
              assertThat(place.column()).isPositive();
            });
  }

  private static Optional<Settings> read(String text, Problems problems) {
    return new SettingsReader(
            name -> name.equals("x.conf") ? Optional.of(text) : Optional.empty(), Map.of())
        .read(List.of("x.conf"), problems);
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(GOOD);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
        case 2 -> text.replace(at, end, SNIPPETS[random.nextInt(SNIPPETS.length)]);
        default -> text.insert(at, text.substring(at, end));
      }
    }
    return text.toString();
  }
}
