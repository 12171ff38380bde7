package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.PartialRead;
import org.junit.jupiter.api.Test;

/** Two inputs of one context go on together only if they ask for the same keys and state. */
class KeySqlAgreementTest {

  private static final String SQL =
      "select * from all_events where at > '$|start|' AND at <= '$|end|'";

  @Test
  void theSameKeysAndStateAgreeWhateverTheSqlSelects() {
    assertThat(agrees(tens(), tens())).isTrue();
    assertThat(agrees(tens(), tens().window(SQL.replace("*", "at")))).isTrue();
  }

  @Test
  void anotherDefaultDoesNot() {
    assertThat(agrees(tens(), tens().key("start", "default: '5'"))).isFalse();
  }

  @Test
  void anotherSqlOfAKeyDoesNot() {
    assertThat(agrees(tens(), tens().key("end", "sql: select $|start| + 20"))).isFalse();
  }

  @Test
  void aDefaultIsNotSql() {
    assertThat(agrees(tens(), tens().key("end", "default: select $|start| + 10"))).isFalse();
  }

  @Test
  void anotherStateDoesNot() {
    assertThat(agrees(tens(), tens().state("- {key: start, value: $|end| + 5}"))).isFalse();
    assertThat(agrees(tens(), tens().state(""))).isFalse();
  }

  private static boolean agrees(LoadJob one, LoadJob other) {
    boolean agrees = read(one).agreesWith(read(other));
    assertThat(read(other).agreesWith(read(one))).isEqualTo(agrees);
    return agrees;
  }

  private static LoadJob tens() {
    return LoadJob.named("load")
        .window(SQL)
        .key("start", "default: '0'")
        .key("end", "sql: select $|start| + 10");
  }

  private static PartialRead read(LoadJob job) {
    return Plans.load(job).inputs().get(0).read().orElseThrow();
  }
}
