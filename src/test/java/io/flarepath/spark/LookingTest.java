package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LabSpark;
import io.flarepath.lab.Statements;
import io.flarepath.spark.failure.Refused;
import io.flarepath.spark.guard.Guard;
import io.flarepath.spark.guard.Permission;
import io.flarepath.sql.BoundSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that only looks changes and executes nothing, whatever it is made of. */
@Tag("spark")
class LookingTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void noStatementOfAQueryChangesOrExecutesAnything() throws Exception {
    orders();
    int versions = lab.tables().versions("orders").size();
    List<String> allowed = new ArrayList<>();
    // Our own views are made by such a command; as SQL it is refused by its text.
    for (String sql :
        Statements.all(mark()).filter(each -> !each.contains("temporary view")).toList()) {
      if (!(thrownBy(() -> look(sql)) instanceof FlarepathException)) {
        allowed.add(sql);
      }
    }
    assertThat(allowed).isEmpty();
    assertThat(executed()).isFalse();
    Permission.RUN.give(lab.session());
    assertThat(lab.tables().sql("show namespaces in icebase")).containsExactly("retail");
    assertThat(lab.tables().sql("show views in icebase.retail")).isEmpty();
    assertThat(lab.tables().sql("show tables in icebase.retail")).hasSize(1);
    assertThat(lab.tables().sql("select * from {}orders")).containsExactly("1");
    assertThat(lab.tables().versions("orders")).hasSize(versions);
  }

  @Test
  void whatOnlyReadsIsAQuery() {
    orders();
    for (String sql :
        List.of(
            "select id from icebase.retail.orders",
            "show tables in icebase.retail",
            "show create table icebase.retail.orders",
            "show tblproperties icebase.retail.orders",
            "describe table extended icebase.retail.orders",
            "describe function abs",
            "show functions",
            "select * from icebase.retail.orders.snapshots",
            "select icebase.system.bucket(4, 1) as x",
            "select transform(array(1, 2), e -> e + 1) as reflect")) {
      assertThatCode(() -> look(sql)).as(sql).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select transform(id) using 'touch %s' as (x string) from icebase.retail.orders",
        "select reflect('java.lang.System', 'setProperty', 'flarepath.test', '%s') as x",
      })
  void aViewOfTheCatalogDoesNotHideIt(String query) throws Exception {
    orders();
    String sql = query.replace("%s", mark().toString());
    Permission.RUN_SCRIPTS.give(lab.session());
    lab.tables().sql("create view {}harmless as " + sql);
    System.clearProperty("flarepath.test");
    Files.deleteIfExists(mark());
    Throwable refused = thrownBy(() -> look("select * from icebase.retail.harmless"));
    assertThat(refused).isInstanceOf(FlarepathException.class);
    assertThat(first(refused).code()).isEqualTo(Code.SCRIPT_REFUSED);
    assertThat(executed()).isFalse();
  }

  /** The jar of a function is fetched, and its class is made, when Spark resolves its name. */
  @Test
  void aFunctionOfTheMetastoreIsRefusedBeforeItIsLoaded() {
    SparkSession author = LabSpark.session().newSession();
    author.sql("create function rates as '" + Loaded.class.getName() + "'");
    try {
      for (String sql :
          List.of(
              "select rates(1)",
              "select default.rates(1)",
              "select spark_catalog.default.rates(1)",
              "select * from rates(1)",
              "select 1 from values (1) lateral view rates(1) t as x")) {
        Throwable refused = thrownBy(() -> look(sql));
        assertThat(refused).as(sql).isInstanceOf(FlarepathException.class);
        assertThat(first(refused).code()).as(sql).isEqualTo(Code.SCRIPT_REFUSED);
      }
      assertThat(System.getProperty("flarepath.test")).isNull();
    } finally {
      author.sql("drop function rates");
    }
  }

  /** A name in an identifier clause is resolved late, and may be computed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select identifier('rates')(1)",
        "select identifier('default.rates')(1)",
        "select identifier('ra' || 'tes')(1)",
        "select * from identifier('rates')(1)",
        "select * from identifier('ra' || 'tes')(1)",
        "select * from (select 1 as a) where a in (select identifier('spark_catalog.default.rates')(1))",
      })
  void anIdentifierClauseDoesNotHideIt(String sql) {
    SparkSession author = LabSpark.session().newSession();
    author.sql("create function rates as '" + Loaded.class.getName() + "'");
    try {
      assertThat(thrownBy(() -> look(sql))).isInstanceOf(Exception.class);
      assertThat(System.getProperty("flarepath.test")).isNull();
    } finally {
      System.clearProperty("flarepath.test");
      author.sql("drop function rates");
    }
  }

  @Test
  void anIdentifierClauseOfSparksOwnFunctionsIsAQuery() {
    orders();
    for (String sql :
        List.of(
            "select identifier('abs')(-1)",
            "select * from identifier('range')(3)",
            "select identifier('i' || 'd') from identifier('icebase.retail.' || 'orders')")) {
      assertThatCode(() -> look(sql)).as(sql).doesNotThrowAnyException();
    }
  }

  /** Spark analyses a view under settings that are among the properties of the view. */
  @Test
  void theSettingsOfAViewGiveNoPermission() throws Exception {
    SparkSession author = LabSpark.session().newSession();
    Permission.RUN_SCRIPTS.give(author);
    author.sql(
        "create view spark_catalog.default.granted as select reflect('java.lang.System', 'setProperty',"
            + " 'flarepath.test', 'x') as x");
    author.sql(
        "alter view spark_catalog.default.granted set tblproperties"
            + " ('view.sqlConfig.spark.flarepath.guard' = 'run_scripts')");
    try {
      assertThat(thrownBy(() -> look("select * from spark_catalog.default.granted")))
          .isInstanceOf(FlarepathException.class);
      assertThat(executed()).isFalse();
    } finally {
      author.sql("drop view spark_catalog.default.granted");
    }
  }

  /** A class that says when it is loaded. */
  public static final class Loaded {
    static {
      System.setProperty("flarepath.test", "loaded");
    }
  }

  @Test
  void theMessageSaysWhatAndWhere() {
    Diagnostic said = first(thrownBy(() -> look("select 1,\n  reflect('java.lang.System', 'gc')")));
    assertThat(said.message())
        .isEqualTo("the function `reflect` calls Java methods, and this command only looks");
    assertThat(said.place().orElseThrow().line()).isEqualTo(2);
    assertThat(said.place().orElseThrow().column()).isEqualTo(3);
    assertThat(said.help())
        .containsExactly("remove it, or use `run`, which executes it if `allow-scripts` is true");
  }

  @Test
  void aRunExecutesProgramsOnlyIfTheSettingsSaySo() {
    SparkSession session = LabSpark.session().newSession();
    String sql = "select reflect('java.lang.Integer', 'parseInt', '7') as x";
    Permission.RUN.give(session);
    assertThat(thrownBy(() -> session.sql(sql))).isInstanceOf(Refused.class);
    Permission.RUN_SCRIPTS.give(session);
    assertThat(session.sql(sql).first().getString(0)).isEqualTo("7");
  }

  /** As a streaming query has one. */
  @Test
  void aSessionMadeOfAnotherHasItsPermission() {
    SparkSession session = LabSpark.session().newSession();
    Permission.RUN_SCRIPTS.give(session);
    SparkSession clone = session.cloneSession();
    assertThat(clone.sql("select reflect('java.lang.Integer', 'parseInt', '7')").count())
        .isEqualTo(1);
  }

  @Test
  void aSparkWithoutTheExtensionIsRefused() {
    assertThatCode(() -> Guard.check(LabSpark.session())).doesNotThrowAnyException();
  }

  private void orders() {
    lab.tables().create("orders", "id bigint", "");
    lab.tables().insert("orders", "(1)");
  }

  private Path mark() {
    return lab.folder().resolve("mark");
  }

  private boolean executed() throws IOException {
    boolean isExecuted =
        Files.deleteIfExists(mark()) || System.getProperty("flarepath.test") != null;
    System.clearProperty("flarepath.test");
    return isExecuted;
  }

  private static Diagnostic first(Throwable refused) {
    return ((FlarepathException) refused).diagnostics().get(0);
  }

  private static Throwable thrownBy(ThrowingCallable call) {
    return catchThrowableOfType(Throwable.class, call);
  }

  private Queries.Answer look(String sql) {
    Permission.LOOK.give(lab.session());
    return Queries.run(lab.session(), BoundSql.of(Passage.of("query", sql)));
  }
}
