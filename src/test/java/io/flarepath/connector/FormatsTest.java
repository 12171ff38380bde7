package io.flarepath.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format: its words, its package, and by which options it is told what is meant. */
class FormatsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // word, reading, writing
        "jdbc,          dbtable=c.d,             dbtable=c.d",
        "JDBCQuery,     dbtable=c.d,             dbtable=c.d",
        "postgresql,    dbtable=c.d,             dbtable=c.d",
        "kafka,         subscribe=d,             topic=d",
        "pulsar,        topic=d,                 topic=d",
        "fastbase,      topic=d,                 topic=d",
        "mongodb,       database=c collection=d, database=c collection=d",
        "Mongo,         database=c collection=d, database=c collection=d",
        "elasticsearch, path=d,                  path=d",
        "opensearch,    path=d,                  path=d",
        "bigquery,      table=c.d,               table=c.d",
        "snowflake,     sfSchema=c dbtable=d,    sfSchema=c dbtable=d",
        "redshift,      dbtable=c.d,             dbtable=c.d",
        "cassandra,     keyspace=c table=d,      keyspace=c table=d",
        "salesforce,    sfObject=d,              sfObject=d",
        "datagen,       \"\",                    \"\"",
        "parquet,       \"\",                    \"\"",
      })
  void isToldWhatAnAddressNames(String word, String reading, String writing) {
    Format format = Formats.named(word).orElseThrow();
    assertThat(text(format.reading("c", "d"))).isEqualTo(reading);
    assertThat(text(format.writing("c", "d"))).isEqualTo(writing);
    assertThat(format.reading("", "")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isCompleteAndOneOfItsWord(Format format) {
    assertThat(format.word()).isEqualTo(format.word().toLowerCase(Locale.ROOT));
    assertThat(Formats.named(format.word())).contains(format);
    format.synonyms().forEach(word -> assertThat(Formats.named(word)).contains(format));
    assertThat(format.source()).isNotBlank();
    if (format.isBuiltIn()) {
      assertThat(format.coordinates("3.5.9")).isEmpty();
    } else if (!format.word().equals("datagen")) {
      assertThat(format.coordinates("3.5.9").orElseThrow())
          .matches("[\\w.-]+:[\\w.-]+2\\.12:[\\w.-]+")
          .doesNotContain("SPARK");
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "csv,     \"\",            header=true escape=#",
        "csv,     Header=false,  escape=#",
        "csv,     ESCAPE=~,      header=true",
        "csv,     quote=',       header=true escape='",
        "parquet, \"\",            \"\"",
      })
  void saysWhatTheWorkflowDoesNot(String word, String written, String defaults) {
    Map<String, String> options =
        written.isEmpty() ? Map.of() : Map.of(written.split("=", -1)[0], written.split("=", -1)[1]);
    assertThat(text(Formats.named(word).orElseThrow().defaults(options)))
        .isEqualTo(defaults.replace('#', '"'));
  }

  static List<Format> all() {
    return Formats.byWord().values().stream().distinct().toList();
  }

  private static String text(Map<String, String> options) {
    return String.join(
        " ",
        options.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .toList());
  }
}
