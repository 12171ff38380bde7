package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which SQL of a key gives the same value at any time. */
class LastingSqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select $|start| + 10",
        "select 20 -- from events",
        "SELECT to_timestamp('$|start|') + INTERVAL '1' MONTH",
        "select to_timestamp('$|now|', 'yyyy-MM-dd HH:mm') + interval 1 day as end_of_day",
        "select cast(date_trunc('DAY', '$|start|') AS decimal(20, 3)) * 1.5e3",
        "select concat('$|start|', ' 00')",
        "select '$|start|'::date + 1",
        "select case when $|start| < 10L then 10 else if($|start| = 2, -1, ~3) end;",
        "select timestamp '2024-01-01 00:00:00'",
        "date_sub('$|end|', 3)"
      })
  void whatDependsOnKeysAloneIsLasting(String sql) {
    assertThat(LastingSql.isLasting(Passage.of("key", sql))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select current_date()",
        "select current_date",
        "select now() - interval 1 day",
        "select max(id) from events",
        "select date'today'",
        "select DATE \"Today\"",
        "select cast('yesterday' as date)",
        "select timestamp' tomorrow '",
        "select timestamp'now'",
        "select timestamp 'today UTC'",
        "select to_timestamp('to' || 'day')",
        "select timestamp 'to' 'day'",
        "select cast('\\u006eow' as timestamp)",
        "select cast(r'now' as timestamp)",
        "select timestamp '10:30:00'",
        "select cast('T10:30' as timestamp)",
        "select reflect('java.time.LocalDate', 'now')",
        "select java_method('java.lang.System', 'nanoTime')",
        "select my_function($|start|)",
        "select mine.date_add($|start|, 1)",
        "select mine . date_add($|start|, 1)",
        "select `current_date`()",
        "select rand()",
        "select unix_timestamp()",
        "select /*+ hint */ uuid()",
        "select transform(array(1), x -> x)",
        "select ${spark.day}",
        "select session_user as me",
        "values (1)",
        "table events"
      })
  void anythingElseMayChange(String sql) {
    assertThat(LastingSql.isLasting(Passage.of("key", sql))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"today", " NOW ", "tomorrow UTC", "10:30", "T1:00:00"})
  void aValueMayMeanAnotherTimeTomorrow(String value) {
    assertThat(LastingSql.isLasting(value)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2024-01-02 00:00:00", "2024-01-02T10:00:00+01:00", "abc", ""})
  void usualValuesAreLasting(String value) {
    assertThat(LastingSql.isLasting(value)).isTrue();
  }
}
