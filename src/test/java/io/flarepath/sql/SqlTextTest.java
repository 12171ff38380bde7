package io.flarepath.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.JavaConverters;

class SqlTextTest {

  /** What a session parses with: it replaces variables, too. */
  private static final SparkSqlParser PARSER = new SparkSqlParser();

  private static final Path SOURCES = Path.of("src/main/java/io/flarepath");

  /** A quote that is escaped, and a value between two quotes, joined or formatted. */
  private static final Pattern BY_HAND =
      Pattern.compile(
          "replace(All)?\\(\\s*(\"[`']\"|'`'|'\\\\'')|'\"\\s*\\+[^;\"]*\\+\\s*\"'|'%s'");

  @Property
  void sparkReadsALiteralBackAsItWas(@ForAll("hostile") String value) {
    Literal read = (Literal) PARSER.parseExpression(SqlText.literal(value));
    assertThat(read.value().toString()).isEqualTo(value);
  }

  @Property
  void sparkReadsAnIdentifierBackAsItWas(@ForAll("names") List<String> parts) {
    String written = SqlText.identifier(parts.toArray(String[]::new));
    assertThat(JavaConverters.seqAsJavaList(PARSER.parseMultipartIdentifier(written)))
        .isEqualTo(parts);
  }

  @Property
  void noPlaceForAKeyIsFoundInALiteral(@ForAll("hostile") String value) {
    String literal = SqlText.literal(value);
    assertThat(SqlTemplate.of(Passage.of("sql", literal)).places()).isEmpty();
  }

  @Test
  void whatIsHarmlessIsWrittenAsItIs() {
    assertThat(SqlText.literal("2024-01-01")).isEqualTo("'2024-01-01'");
    assertThat(SqlText.literal("it's \\d$")).isEqualTo("'it\\'s \\\\d$'");
    assertThat(SqlText.literal("$|a| ${b}")).isEqualTo("'\\u0024|a| \\u0024{b}'");
    assertThat(SqlText.identifier("a", "b`c")).isEqualTo("`a`.`b``c`");
  }

  @Test
  void nobodyElseQuotesByHand() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (BY_HAND.matcher(Files.readString(file)).find()) {
          found.add(SOURCES.relativize(file).toString());
        }
      }
    }
    // The other one looks for secrets in SQL, and writes none.
    assertThat(found).containsExactlyInAnyOrder("sql/SqlText.java", "secret/SecretForms.java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name.replace(\"`\", \"``\")",
        "value.replace(\"'\", \"\\\\'\")",
        "value.replace('\\'', '_')",
        "\"x = '\" + value + \"'\"",
        "\"x = '\"\n            + value.strip()\n            + \"' AND\"",
        "\"x = '%s'\""
      })
  void quotingByHandIsSeen(String source) {
    assertThat(BY_HAND.matcher(source).find()).isTrue();
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "'",
                "\"",
                "`",
                "\\",
                "\\\\",
                "\n",
                "\r",
                "\t",
                "--",
                "/*",
                "*/",
                ";",
                "$",
                "{",
                "}",
                "|",
                "$|x|",
                "${x}",
                "${env:HOME}",
                "${spark.app.name}",
                "\\u0041",
                "\\101",
                "\\%",
                "%",
                "_",
                "\u0000",
                "é",
                "名",
                "🛩",
                " "),
            Arbitraries.strings().ofMaxLength(5).filter(SqlTextTest::isText))
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<String>> names() {
    // Spark replaces variables in names too, and has no escape there.
    return hostile()
        .filter(name -> !name.isEmpty() && !name.contains("${"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  /** Half a character is no text: nothing that encodes it gives it back. */
  private static boolean isText(String value) {
    return value
        .codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
