package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.Statements;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.settings.Depot;
import io.flarepath.spark.guard.Permission;
import io.flarepath.sql.SqlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that SQL would run: refused, unless the settings allow them, and then only in a run. */
@Tag("spark")
class ScriptsTest {

  private static final String TRANSFORM =
      "select transform(id) using 'touch %s; cat' as (id bigint) from rows";
  private static final String REFLECT =
      "select reflect('java.nio.file.Files', 'createTempFile', 'x', 'y') as x from rows";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void orders() {
    lab.tables().create("orders", "id bigint, name string", "").insert("orders", "1, 'a'");
  }

  @Test
  void noFormOfThemIsValid() {
    List<String> valid = new ArrayList<>();
    for (String sql : Statements.scripts(mark()).toList()) {
      if (lab.problems(job("\"" + sql.replace("\"", "\\\"") + "\"")).stream()
          .noneMatch(each -> each.code() == Code.SCRIPT_REFUSED)) {
        valid.add(sql);
      }
    }
    assertThat(valid).isEmpty();
  }

  @Test
  void everyTextThatIsSqlIsLookedAt() {
    String call = "reflect('java.lang.System', 'gc')";
    String workflow =
        LoadJob.daily()
            .from("orders")
            .window("select * from all_events where id > $|start| and id <= $|end| and " + call)
            .key("start", "sql: \"select " + call + "\"")
            .key("end", "sql: \"select " + call + "\"")
            .state("- {key: start, value: \"(select " + call + ")\"}")
            .moreInput("- {name: q, query: \"select " + call + " from icebase.retail.orders\"}")
            .step("a", "select " + call + " from events")
            .assertions(
                "- {column: id, filter: \""
                    + call
                    + " = 1\", tests: [\"null_count > 1\"]}\n"
                    + "- {sql: \"select "
                    + call
                    + " as x from a\", tests: [\"x > 1\"]}")
            .yaml();
    assertThat(lab.problems(workflow))
        .allMatch(each -> each.code() == Code.SCRIPT_REFUSED, "a script refused")
        .hasSizeGreaterThanOrEqualTo(7)
        .allMatch(each -> each.place().isPresent());
  }

  @Test
  void anExpressionOfAFunctionIsLookedAt() {
    String workflow =
        job("select * from rows")
            .replace(
                "sql: select * from rows",
                """
                sql: select * from rows
                                    functions:
                                      - name: set_variable
                                        column: x
                                        expression: "reflect('java.lang.System', 'gc')\"""");
    assertThat(lab.problems(workflow)).extracting(Diagnostic::code).contains(Code.SCRIPT_REFUSED);
  }

  @Test
  void theMessageSaysHowToAllowThem() {
    Diagnostic said = lab.problems(job(REFLECT)).get(0);
    assertThat(said.message())
        .isEqualTo("the function `reflect` calls Java methods, which is not allowed");
    assertThat(said.help())
        .containsExactly(
            "use Spark's own functions, or a step with a class of yours",
            "or set `flarepath.run.allow-scripts = true`, if you trust every author of the SQL");
  }

  @Test
  void aRunExecutesThemWhereTheSettingsSaySoAndAPlanDoesNot() {
    lab.allowScripts();
    String workflow = job("\"" + TRANSFORM.formatted(mark()) + "\"");
    Diagnostic refused =
        lab.plan(workflow)
            .jobs()
            .get(0)
            .match(
                pass -> List.<Diagnostic>of(),
                stream -> List.<Diagnostic>of(),
                nothing -> List.<Diagnostic>of(),
                later -> List.<Diagnostic>of(),
                JobOutlook.Blocked::diagnostics)
            .get(0);
    assertThat(refused.code()).isEqualTo(Code.SCRIPT_REFUSED);
    assertThat(refused.place()).isPresent();
    assertThat(mark()).doesNotExist();
    lab.run(workflow);
    assertThat(lab.tables().rows("copy")).containsExactly("1");
    assertThat(mark()).exists();
  }

  @Test
  void aViewDoesNotHideThem() {
    Permission.RUN_SCRIPTS.give(lab.session());
    lab.tables()
        .sql(
            "create view {}harmless as select transform(id) using 'touch %s; cat' as (id string) from {}orders"
                .formatted(mark()));
    String workflow =
        InputJob.reading("dataset: dataos://icebase:retail/harmless")
            .select("SELECT * FROM rows")
            .yaml();
    assertThat(lab.problems(workflow)).isEmpty();
    Run run = lab.run(workflow);
    assertThat(run.failure().code()).isEqualTo(Code.SCRIPT_REFUSED);
    assertThat(mark()).doesNotExist();
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  /** The permission is a setting of the session, which a workflow must not be able to give. */
  @Test
  void aWorkflowCannotAllowThemItself() {
    Permission.RUN_SCRIPTS.give(lab.session());
    lab.tables()
        .sql("create view {}hidden as select java_method('java.lang.Math', 'random') as id");
    String workflow =
        LoadJob.daily()
            .fromDataset("dataos://icebase:retail/hidden")
            .whole()
            .sparkConf("spark.flarepath.guard", "run_scripts")
            .properties("")
            .partitionedBy("")
            .yaml();
    assertThat(lab.run(workflow).failure().code()).isEqualTo(Code.SCRIPT_REFUSED);
  }

  /** A row of a source that ends the quotes, in the SQL that its value becomes a part of. */
  @Test
  void aRowOfASourceRunsNothing() throws Exception {
    lab.tables()
        .insert(
            "orders",
            "2, "
                + SqlText.literal(
                    "x' union all select transform(id) using 'touch %s; cat' as (id bigint, name string) from all_events where '1' = '1"
                        .formatted(mark())),
            "3, 'O''Hare'");
    String workflow =
        LoadJob.daily()
            .from("orders")
            .window("select * from all_events where name > '$|start|' and name <= '$|end|'")
            .key("start", "default: ' '")
            .key("end", "sql: select max(name) from all_events")
            .properties("")
            .partitionedBy("")
            .saveMode("append")
            .yaml();
    lab.allowScripts().run(workflow);
    assertThat(lab.tables().sql("select id from {}copy order by id"))
        .containsExactly("1", "2", "3");
    assertThat(Files.exists(mark())).isFalse();
  }

  @Test
  void aStatementForADatabaseIsNotSentByAPlan() {
    String url = "jdbc:sqlite:" + lab.folder().resolve("shop.db");
    lab.depot(new Depot.Jdbc("shop", url, Map.of()));
    String workflow =
        InputJob.reading(
                "dataset: dataos://shop:none/orders\noptions: {sessionInitStatement: 'create table made (id int)'}")
            .yaml();
    FlarepathException refused =
        Assertions.catchThrowableOfType(FlarepathException.class, () -> blocked(workflow));
    assertThat(refused.diagnostics().get(0).message())
        .isEqualTo(
            "the database would execute the input's `sessionInitStatement`, and this command only looks");
  }

  /**
   * H2 executes its `INIT`, MySQL sets variables, and SQLite loads a library, each by an option.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataset: dataos://shop:none/orders\noptions: {INIT: 'create table made (id int)'}",
        "dataset: dataos://shop:none/orders\noptions: {enable_load_extension: 'true'}",
        "dataset: dataos://shop:none/orders\noptions: {sessionVariables: 'x=1'}",
        "dataset: 'jdbc:h2:mem:x;INIT=create table made (id int)'\noptions: {dbtable: orders}",
        "dataset: 'jdbc:sqlite:file:x?mode=memory&enable_load_extension=true'\noptions: {query: 'select 1 as id'}",
      })
  void aDriverExecutesNothingForAPlan(String input) {
    lab.depot(new Depot.Jdbc("shop", "jdbc:sqlite:" + lab.folder().resolve("shop.db"), Map.of()));
    FlarepathException refused =
        Assertions.catchThrowableOfType(
            FlarepathException.class, () -> blocked(InputJob.reading(input).yaml()));
    assertThat(refused.diagnostics().get(0).code()).isEqualTo(Code.SCRIPT_REFUSED);
  }

  private void blocked(String workflow) {
    lab.plan(workflow)
        .jobs()
        .get(0)
        .match(
            pass -> List.<Diagnostic>of(),
            stream -> List.<Diagnostic>of(),
            nothing -> List.<Diagnostic>of(),
            later -> List.<Diagnostic>of(),
            stopped -> {
              throw new FlarepathException(stopped.diagnostics());
            });
  }

  private Path mark() {
    return lab.folder().resolve("mark");
  }

  private static String job(String sql) {
    return InputJob.reading("dataset: dataos://icebase:retail/orders").select(sql).yaml();
  }
}
