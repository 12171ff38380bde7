package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL that is long or deep: it runs, or is refused at once and in words. */
@Tag("spark")
class LongQueriesTest {

  @RegisterExtension final Lab lab = new Lab();

  private static String chain(int length, String joint, String part) {
    return IntStream.range(0, length)
        .mapToObj(i -> part.replace("#", Integer.toString(1000 + i)))
        .collect(Collectors.joining(joint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT * FROM events WHERE id IN (%s); 10000; ','; #; 0",
        "SELECT * FROM events WHERE %s; 1500; ' OR '; id = #; 0",
        "SELECT at, %s AS id FROM events; 300; ' + '; id; 5",
        "SELECT at, id, CASE %s END AS c FROM events; 300; ' '; WHEN id = # THEN 'v#'; 5",
      })
  void theyRun(String sql, int length, String joint, String part, int rows) {
    SampleEvents.threeDays(lab);
    String step = sql.formatted(chain(length, joint, part));
    Run run = lab.run(LoadJob.daily().whole().properties("").step("out", step).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"' || '; 'string(id)'", "' + '; id"})
  void aChainThatSparkWouldNotEndToPlanIsRefused(String joint, String part) {
    SampleEvents.threeDays(lab);
    String step = "SELECT at, %s AS id FROM events".formatted(chain(1500, joint, part));
    Run run = lab.run(LoadJob.daily().step("out", step).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SQL_SYNTAX);
    assertThat(run.failure().message()).isEqualTo("the SQL of the step `out` cannot be planned");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void theSqlOfAKeyIsRefusedAtItsPlace() {
    SampleEvents.threeDays(lab);
    String sql = "select to_timestamp('2024-01-01' || %s)".formatted(chain(1500, " || ", "''"));
    Run run = lab.run(LoadJob.daily().key("start", "sql: \"%s\"".formatted(sql)).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SQL_SYNTAX);
    assertThat(run.failure().message()).isEqualTo("the SQL of the key `start` cannot be planned");
    assertThat(run.failure().place()).isPresent();
  }
}
