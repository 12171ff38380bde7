package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.lab.Statements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCommandTest {

  /** The text says so, except of functions whose name Spark has to resolve. */
  @Test
  void whatChangesOrExecutesIsRefusedBeforeAnEngineStarts() {
    List<String> allowed = new ArrayList<>();
    for (String sql : Statements.all(Path.of("mark")).toList()) {
      try {
        QueryCommand.check(sql);
        allowed.add(sql);
      } catch (FlarepathException refused) {
        assertThat(refused.diagnostics().get(0).place()).isPresent();
      }
    }
    assertThat(allowed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "with q as (select 1) select * from q",
        "from t select 1",
        "values (1)",
        "table t",
        "show tables in a.b",
        "describe t",
        "select reflect from t",
        "select 'reflect(1)' as java_method"
      })
  void whatOnlyReadsMayStart(String sql) {
    assertThatCode(() -> QueryCommand.check(sql)).doesNotThrowAnyException();
  }
}
