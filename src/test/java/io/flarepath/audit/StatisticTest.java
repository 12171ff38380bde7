package io.flarepath.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.flarepath.workflow.Profile.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "BASIC; bigint; rows nulls null_percent distinct min max",
        "BASIC; string; rows nulls null_percent distinct min max",
        "INTERMEDIATE; bigint; rows nulls null_percent distinct min max mean stddev zeros",
        "INTERMEDIATE; varchar(10);"
            + " rows nulls null_percent distinct min max min_length max_length empty blank",
        "INTERMEDIATE; timestamp; rows nulls null_percent distinct min max",
        "ADVANCED; decimal(10,2); rows nulls null_percent distinct min max mean stddev zeros"
            + " quantile_05 quantile_25 median quantile_75 quantile_95 skewness kurtosis",
        "ADVANCED; date; rows nulls null_percent distinct min max",
        "ADVANCED; array<int>; rows nulls null_percent",
        "ADVANCED; struct<a:int>; rows nulls null_percent",
        "ADVANCED; binary; rows nulls null_percent",
        "ADVANCED; void; rows nulls null_percent",
      })
  void aLevelMeasuresWhatTheTypeHas(Level level, String type, String words) {
    assertThat(Statistic.of(level, type))
        .extracting(Statistic::word)
        .containsExactly(words.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bigint", "string", "date", "array<string>", "double"})
  void eachLevelMeasuresWhatThoseBeforeItDo(String type) {
    assertThat(Statistic.of(Level.INTERMEDIATE, type)).containsAll(Statistic.of(Level.BASIC, type));
    assertThat(Statistic.of(Level.ADVANCED, type))
        .containsAll(Statistic.of(Level.INTERMEDIATE, type));
  }

  @ParameterizedTest
  @EnumSource
  void everyOccurrenceOfTheColumnIsQuoted(Statistic statistic) {
    String expression = statistic.expression("a`b.c");
    assertThat(expression).doesNotContain("{}").doesNotContain("(a`b");
    assertThatCode(() -> CatalystSqlParser$.MODULE$.parseExpression(expression))
        .doesNotThrowAnyException();
    if (statistic != Statistic.ROWS) {
      assertThat(expression).contains("`a``b.c`");
    }
  }

  @Test
  void onlyTheEndsAreOfTheColumnsType() {
    assertThat(Statistic.values())
        .filteredOn(statistic -> !statistic.isNumber())
        .containsExactly(Statistic.MIN, Statistic.MAX);
  }

  @Test
  void aProfileKeepsItsOrderAndIsItsOwn() {
    Map<Statistic, String> values = new LinkedHashMap<>();
    values.put(Statistic.MAX, "9");
    values.put(Statistic.ROWS, "3");
    List<ColumnProfile.Frequency> top = new ArrayList<>();
    ColumnProfile profile = new ColumnProfile("id", "bigint", values, top);
    values.clear();
    top.add(new ColumnProfile.Frequency("1", 2));
    assertThat(profile.values().keySet()).containsExactly(Statistic.MAX, Statistic.ROWS);
    assertThat(profile.top()).isEmpty();
  }
}
