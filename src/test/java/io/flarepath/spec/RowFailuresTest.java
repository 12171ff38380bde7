package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that Spark cannot compute, and columns that a table cannot have. */
@Tag("spark")
class RowFailuresTest {

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cast('x' || id as int); the value 'x2' (string) cannot be cast to int, in `cast('x' || id as int)`",
        "id / (id - id); a value is divided by zero, in `id / (id - id)`",
        "9223372036854775807 + id; a result is too large for its type, in `9223372036854775807 + id`",
        "array(1)[cast(id + 4 as int)]; there is no element 6 in an array of 1, in `array(1)[cast(id + 4 as int)]`",
        "element_at(array(1), cast(id - id as int)); 'an array is asked for its element 0, and the first one is 1, in `element_at(array(1), cast(id - id as int))`'",
        "map(nullif(id, 2), 1); a key of a map is null",
        "map(id, 1, id, 2); a map has the key 2 twice",
        "(select id from range(2)); a subquery that must give one value gives several rows, in `(select id from range(2))`",
        "cast(id * 1000 as decimal(4,2)); 'the value 2000 is too large for decimal(4,2), in `cast(id * 1000 as decimal(4,2))`'",
      })
  void areSaidWithTheExpression(String expression, String reason) {
    SampleEvents.threeDays(lab);
    Run run =
        lab.run(
            LoadJob.daily()
                .sparkConf("spark.sql.ansi.enabled", "true")
                .step("out", "SELECT at, %s AS v FROM events WHERE id = 2".formatted(expression))
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.JOB_FAILED);
    assertThat(run.failure().message()).isEqualTo("the result `out` cannot be computed");
    assertThat(run.failure().notes()).containsExactly(reason);
    assertThat(run.failure().help().toString()).doesNotContain("ansi");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 AS ``; the result `out` has a column without a name",
        "named_struct('a', 1, 'A', 2) AS s; the result `out` has two fields called `A` in `s`",
        "array(named_struct('k', map('m', named_struct('b c', 1, 'B C', 2)))) AS s; the result `out` has two fields called `B C` in `s`",
      })
  void columnsHaveNamesOfTheirOwn(String column, String message) {
    SampleEvents.threeDays(lab);
    String select = "SELECT at, id, %s FROM events".formatted(column);
    Run run = lab.run(LoadJob.daily().step("out", select).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(run.failure().message()).isEqualTo(message);
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int; named_struct('a', 1); `v` is struct<a:int> in the result and int in the table",
        "array<int>; array('x'); `v.element` is string in the result and int in the table",
      })
  void aColumnOfAnotherTypeIsSaidWithBothTypes(String type, String value, String reason) {
    SampleEvents.threeDays(lab);
    lab.tables().create("copy", "at timestamp, v " + type, "days(at)");
    String select = "SELECT at, %s AS v FROM events".formatted(value);
    Run run = lab.run(LoadJob.daily().step("out", select).yaml());
    assertThat(run.failure().notes()).containsExactly(reason);
    assertThat(lab.tables().rows("copy")).isEmpty();
  }
}
