package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.JobPlan;
import io.flarepath.window.Bounds;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowFinderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "at > '$|start|' AND at <= '$|end|'; OPEN_CLOSED",
        "at >= '$|start|' AND at < '$|end|'; CLOSED_OPEN",
        "at BETWEEN '$|start|' AND '$|end|'; CLOSED",
        "'$|end|' > at AND '$|start|' < at; OPEN",
        "at > date('$|start|') - 1 AND at <= '$|end|' AND id > 5; OPEN_CLOSED",
        "e.at > '$|start|' AND e.at <= '$|end|' AND (id = 1 OR id = 2); OPEN_CLOSED",
      })
  void findsTheColumnThatTwoKeysBound(String condition, Bounds bounds) {
    assertThat(find(condition))
        .hasValueSatisfying(
            window -> {
              assertThat(window.column()).isEqualTo("at");
              assertThat(window.bounds()).isEqualTo(bounds);
              assertThat(window.start().key()).isEqualTo("start");
              assertThat(window.end().key()).isEqualTo("end");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at > '$|start|'",
        "at > '$|start|' OR at <= '$|end|'",
        "at > '$|start|' AND id <= '$|end|'",
        "at > '$|start|' AND at > '2020-01-01 $|end|' AND at <= '$|end|'",
        "at > concat('$|start|', '$|end|') AND at <= '$|end|'",
        "at > '$|start|' AND at <= concat('$|start|', '$|end|')",
        "date(at) > '$|start|' AND date(at) <= '$|end|'",
        "NOT (at > '$|start|' AND at <= '$|end|')",
        "at = '$|start|' AND at <> '$|end|'",
      })
  void findsNoneWhereItIsNotCertain(String condition) {
    assertThat(find(condition)).isEmpty();
  }

  @Test
  void aDeclaredWindowWins() {
    JobPlan.Load job =
        Plans.load(
            LoadJob.daily()
                .incremental("window: {column: other, start: start, end: end, bounds: '[]'}"));
    assertThat(window(job))
        .hasValueSatisfying(
            window -> {
              assertThat(window.column()).isEqualTo("other");
              assertThat(window.bounds()).isEqualTo(Bounds.CLOSED);
            });
  }

  private static Optional<WindowColumn> window(JobPlan.Load job) {
    return ((KeySqlRead) job.inputs().get(0).read().orElseThrow()).window();
  }

  private static Optional<WindowColumn> find(String condition) {
    JobPlan.Load job =
        Plans.load(LoadJob.daily().window("select * from all_events e where " + condition));
    return window(job);
  }
}
