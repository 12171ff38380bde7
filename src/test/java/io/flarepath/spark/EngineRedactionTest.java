package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineRedactionTest {

  @Test
  void slowEventsAreNotLoggedUnlessSomebodyAsksForThem() {
    assertThat(of(new SparkConf(false))).containsEntry(EngineRedaction.SLOW_EVENTS, "false");
    assertThat(of(new SparkConf(false).set(EngineRedaction.SLOW_EVENTS, "true")))
        .doesNotContainKey(EngineRedaction.SLOW_EVENTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.sql.catalog.x.credential",
        "spark.sql.catalog.x.jdbc.password",
        "spark.sql.catalog.x.s3.secret-access-key",
        "spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net",
        "spark.hadoop.fs.azure.sas.c.a.blob",
        "spark.x.sasl.jaas.config",
        "spark.x.pwd",
        "spark.redaction.regex",
        "jdbc:postgresql://app:pw@h/d",
        "https://h/?sv=1&sig=abc"
      })
  void namesAndAddressesOfSecretsAreRedacted(String text) {
    assertThat(Pattern.compile(names(new SparkConf(false))).matcher(text).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.app.name",
        "spark.sql.catalog.x.warehouse",
        "jdbc:sqlite:a/b.db",
        "s3a://b/c"
      })
  void othersAreNot(String text) {
    assertThat(Pattern.compile(names(new SparkConf(false))).matcher(text).find()).isFalse();
  }

  @Test
  void whatIsSetAlreadyKeepsWorking() {
    SparkConf given =
        new SparkConf(false)
            .set(EngineRedaction.NAMES, "mine|yours")
            .set(EngineRedaction.STRINGS, "strings")
            .set(EngineRedaction.SQL_STRINGS, "sqls");
    Map<String, String> conf = of(given);
    assertThat(conf.get(EngineRedaction.NAMES)).startsWith("(?:mine|yours)|(?:");
    assertThat(conf.get(EngineRedaction.STRINGS)).startsWith("(?:strings)|(?:");
    assertThat(conf.get(EngineRedaction.SQL_STRINGS)).startsWith("(?:sqls)|(?:");
  }

  @Test
  void valuesAreHandedOverOnlyWhereSparkKeepsWhatItShows() {
    SparkConf quiet = new SparkConf(false).set("spark.ui.enabled", "false");
    assertThat(of(quiet).values().toString()).doesNotContain("hunter2");
    SparkConf kept = quiet.clone().set("spark.eventLog.enabled", "true");
    String names = names(kept);
    assertThat(Pattern.compile(names).matcher("x hunter2+ y").find()).isTrue();
    assertThat(Pattern.compile(names).matcher(names).find()).as("it redacts itself").isTrue();
    assertThat(names).doesNotContain("abc");
  }

  private static String names(SparkConf given) {
    return of(given).getOrDefault(EngineRedaction.NAMES, "");
  }

  private static Map<String, String> of(SparkConf given) {
    return EngineRedaction.of(given, Set.of("hunter2+", "abc"));
  }
}
