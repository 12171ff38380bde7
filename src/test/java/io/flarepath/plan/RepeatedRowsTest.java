package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Severity;
import io.flarepath.diagnostic.Source;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.spark.sql.CatalystSqlParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workflow does to rows again and again, and is warned of. */
class RepeatedRowsTest {

  @Test
  void anAppendOfOneFixedWindowIsWarnedOf() {
    List<Diagnostic> said = warnings(appending());
    assertThat(said).extracting(Diagnostic::code).containsExactly(Code.REPEATED_ROWS);
    assertThat(said.get(0).message())
        .isEqualTo("each run appends the same rows to icebase.retail.copy again");
    assertThat(said.get(0).place()).isPresent();
  }

  @Test
  void soIsOneToFiles() {
    LoadJob job = appending().toDataset("dataos://files:out/rows.csv");
    assertThat(warnings(job)).extracting(Diagnostic::code).contains(Code.REPEATED_ROWS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select current_date() - interval 1 day",
        "select now()",
        "select max(at) from icebase.retail.copy",
      })
  void keysThatMayChangeAreNot(String start) {
    assertThat(warnings(appending().key("start", "sql: " + start))).isEmpty();
  }

  @Test
  void aStateOrAReplacedWindowIsNot() {
    assertThat(warnings(LoadJob.daily().saveMode("append").properties(""))).isEmpty();
    assertThat(warnings(LoadJob.daily().state(""))).isEmpty();
  }

  @Test
  void aMergeThatChangesWhatItsSourceLacksIsWarnedOf() {
    List<Diagnostic> said =
        warnings(
            LoadJob.daily()
                .options(
                    """
                    merge:
                      onClause: old.id = new.id
                      whenClause: matched then update set * when not matched by source then delete
                    """));
    assertThat(said)
        .extracting(Diagnostic::message)
        .contains("`when not matched by source` also applies to the rows of all other windows");
  }

  private static LoadJob appending() {
    return LoadJob.daily().state("").saveMode("append").properties("");
  }

  private static List<Diagnostic> warnings(LoadJob job) {
    Problems problems = new Problems();
    var unused =
        Plans.reader()
            .read(new Source("jobs/test.yaml", job.yaml()), problems)
            .flatMap(
                read ->
                    new WorkflowPlanner(Plans.SETTINGS, new CatalystSqlParser(), Plans.STRATEGIES)
                        .plan(read, problems));
    return problems.all().stream().filter(said -> said.severity() != Severity.NOTE).toList();
  }
}
