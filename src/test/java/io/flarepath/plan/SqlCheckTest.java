package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.lab.Plans;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlCheckTest {

  @Test
  void aStepThatCachesMayDefineTheViewThatItKeeps() {
    assertThat(
            found(
                "{name: a, sql: CACHE TABLE kept AS SELECT * FROM orders}",
                "{name: b, sql: CACHE LAZY TABLE orders}",
                "{name: orders, sql: select * from kept join a join b}"))
        .isEmpty();
  }

  @Test
  void aStepCannotKeepAViewThatIsNotThere() {
    List<Diagnostic> found =
        found(
            "{name: orders, sql: CACHE TABLE ordres}", "{name: x, sql: CACHE TABLE y AS TABLE z}");

    assertThat(found)
        .extracting(Diagnostic::message)
        .containsExactly("unknown view `ordres`", "unknown view `z`");
    assertThat(found.get(0).help()).containsExactly("did you mean `orders`?");
  }

  @Test
  void aCommandNamesAViewThatIsThereByThen() {
    List<Diagnostic> found =
        found(
            "{name: a, sql: select 1, commands: [{name: persist}, {name: unpersist, sequenceName:"
                + " ORDERS}, {name: persist, sequenceName: b}]}",
            "{name: b, sql: select 1}");

    assertThat(found).extracting(Diagnostic::message).containsExactly("unknown view `b`");
    assertThat(found.get(0).notes()).containsExactly("the views at this point are orders, a");
    assertThat(found.get(0).code()).isEqualTo(Code.UNKNOWN_VIEW);
  }

  @Test
  void aClassMakesTheViewOfItsStep() {
    assertThat(found("{name: a, classpath: x.Y}", "{name: b, sql: select * from a}")).isEmpty();
  }

  @Test
  void aStepThatWritesIsRefused() {
    assertThat(found("{name: a, sql: insert into t select 1}"))
        .extracting(Diagnostic::message)
        .containsExactly("a query is expected here, but this is INSERT");
  }

  private static List<Diagnostic> found(String... steps) {
    StringBuilder text =
        new StringBuilder(
            """
            name: x
            workflow:
              dag:
                - name: x
                  spec:
                    stack: flare
                    flare:
                      job:
                        inputs: [{name: orders, dataset: a.csv}]
                        outputs: [{name: orders, dataset: b}]
                        steps:
                          - sequence:
            """);
    for (String step : steps) {
      text.append("                  - ").append(step).append('\n');
    }
    Problems problems = new Problems();
    var workflow =
        new WorkflowReader(Map.of(), List.of(), path -> Optional.empty())
            .read(new Source("x.yaml", text.toString()), problems);
    assertThat(problems.all()).isEmpty();
    new SqlCheck(new CatalystSqlParser(), problems, false)
        .check((FlareJob) workflow.orElseThrow().jobs().get(0), Plans.STRATEGIES);
    return problems.all();
  }
}
