package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.BackticksDriver;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MariaDb;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.settings.Depot;
import io.flarepath.spark.database.MySqlDialect;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.apache.spark.sql.jdbc.MySQLDialect$;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of a database that quotes names by backticks and commits with each CREATE and DROP. */
@Tag("spark")
class MariaDbTest {

  @RegisterExtension final Lab lab = new Lab();

  private final MariaDb maria = MariaDb.server();

  @BeforeEach
  void threeEvents() {
    lab.depot(maria.depot())
        .depot(
            new Depot.Jdbc(
                "my",
                maria.mysqlUrl(),
                Map.of(
                    "user", MariaDb.USER,
                    "password", MariaDb.PASSWORD,
                    "driver", "org.mariadb.jdbc.Driver")))
        .now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
    maria.sql("DROP TABLE IF EXISTS sunk");
  }

  /** Where double quotes quote text, a column in double quotes is its own name as text. */
  @ParameterizedTest
  @ValueSource(strings = {"maria", "my"})
  void readsValuesAndNotNames(String depot) {
    maria.sql(
        "CREATE TABLE sunk (at datetime, id bigint, `Odd Name` varchar(20))",
        "INSERT INTO sunk VALUES ('2024-01-01 08:00:00', 1, 'a'), ('2024-01-02 08:00:00', 2, 'b')");
    String read = InputJob.reading("dataset: dataos://" + depot + ":none/sunk").yaml();
    assertThat(lab.run(read).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactlyInAnyOrder("2024-01-01 08:00:00 | 1 | a", "2024-01-02 08:00:00 | 2 | b");
  }

  @Test
  void refusesADatabaseThatWouldReturnNames() {
    String url = maria.url().replace("jdbc:mariadb:", "jdbc:backticks:");
    lab.depot(
        new Depot.Jdbc(
            "other",
            url,
            Map.of(
                "user", MariaDb.USER,
                "password", MariaDb.PASSWORD,
                "driver", BackticksDriver.class.getName())));
    maria.sql("CREATE TABLE sunk (name varchar(9))", "INSERT INTO sunk VALUES ('a')");
    Diagnostic failure =
        lab.run(InputJob.reading("dataset: dataos://other:none/sunk").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.INPUT_UNREADABLE);
    assertThat(failure.notes())
        .containsExactly(
            "Spark puts column names in double quotes, which this database reads as text: it would"
                + " return the names instead of the values");
  }

  /** In MySQL a backslash escapes the quote after it, unless its mode says otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"", "NO_BACKSLASH_ESCAPES"})
  void valuesStayValues(String mode) {
    maria.sql(
        "CREATE TABLE sunk (name varchar(40) COLLATE utf8mb4_bin, id bigint)",
        "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
        "INSERT INTO sunk VALUES ('\\', 1), ('\\'' OR 1=1 -- ', 2), ('a\\nb', 3), ('x', 4), ('ü\\', 5)");
    String depot = "mode" + mode.length();
    lab.depot(
        new Depot.Jdbc(
            depot,
            maria.url() + "?sessionVariables=sql_mode='" + mode + "'",
            Map.of("user", MariaDb.USER, "password", MariaDb.PASSWORD)));
    String[][] wanted = {
      {"\\\\", "1"},
      {"\\\\\\' OR 1=1 -- ", "2"},
      {"a\\\\nb", "3"},
      {"ü\\\\", "5"},
      {"nothing\\\\", ""}
    };
    for (String[] each : wanted) {
      String read =
          InputJob.reading("dataset: dataos://" + depot + ":none/sunk")
              .select("SELECT id FROM rows WHERE name = '" + each[0] + "'")
              .yaml();
      assertThat(lab.run(read).job().diagnostics()).isEmpty();
      assertThat(String.join(",", lab.tables().rows("copy"))).as(each[0]).isEqualTo(each[1]);
      lab.tables().sql("DROP TABLE {}copy");
    }
  }

  /** Spark's own type for times has no fractions of a second here, and ends in 2038. */
  @Test
  void keepsTimesWhole() {
    String sql =
        "SELECT timestamp'2024-01-01 08:00:00.123456' AS at UNION ALL"
            + " SELECT timestamp'2200-01-01 00:00:00' UNION ALL SELECT null";
    assertThat(lab.run(sink("maria", "saveMode: overwrite", sql).yaml()).job().diagnostics())
        .isEmpty();
    assertThat(sunk("at"))
        .containsExactly("null", "2024-01-01 08:00:00.123456", "2200-01-01 00:00:00.000000");
  }

  @Test
  void fractionsAreNotRounded() {
    maria.sql("CREATE TABLE sunk (old int, id int)", "INSERT INTO sunk VALUES (7, 7)");
    String sql = "SELECT id / 2 AS id FROM events";
    Diagnostic failure = lab.run(sink("maria", "saveMode: overwrite", sql).yaml()).failure();
    assertThat(failure.notes())
        .first()
        .isEqualTo(
            "`id` is double in the result, and INTEGER in the table: its fractions would be lost");
    assertThat(sunk("old")).containsExactly("7");
    String whole = "SELECT round(id / 1) AS id FROM events";
    assertThat(lab.run(sink("maria", "saveMode: append", whole).yaml()).job().diagnostics())
        .isEmpty();
    assertThat(sunk("id")).containsExactly("1", "2", "3", "7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maria", "my"})
  void readsAWindowAtATime(String depot) {
    maria.sql(
        "CREATE TABLE sunk (at datetime(6), id bigint)",
        "INSERT INTO sunk VALUES ('2024-01-01 08:00:00', 1), ('2024-01-02 00:00:00', 2),"
            + " ('2024-01-02 09:00:00.123456', 3), ('2024-01-03 00:00:00', 4)");
    LoadJob job =
        LoadJob.daily()
            .fromDataset("dataos://" + depot + ":none/sunk")
            .window("select * from all_events where at >= '$|start|' AND at < '$|end|'")
            .partitionedBy("- {type: day, column: at, name: at_day}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.windows())
        .containsExactly(
            "[2024-01-01 00:00:00, 2024-01-02 00:00:00)",
            "[2024-01-02 00:00:00, 2024-01-03 00:00:00)");
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void anEmptyTableIsNothingToDoYet() {
    maria.sql("CREATE TABLE sunk (id bigint)");
    LoadJob job =
        LoadJob.daily()
            .fromDataset("dataos://maria:none/sunk")
            .window("select * from all_events where id > $|start| AND id <= $|end|")
            .key("start", "sql: select 0")
            .key("end", "sql: select max(id) from all_events")
            .saveMode("append")
            .partitionedBy("");
    Run empty = lab.run(job.yaml());
    assertThat(empty.said()).isEmpty();
    assertThat(empty.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    maria.sql("INSERT INTO sunk VALUES (1), (2)");
    assertThat(lab.run(job.yaml()).said()).isEmpty();
    maria.sql("INSERT INTO sunk VALUES (3)");
    assertThat(lab.run(job.yaml()).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maria", "my"})
  void overwritesRowsAndKeepsTheTablesDefinition(String depot) {
    maria.sql(
        "CREATE TABLE sunk (at datetime, id bigint PRIMARY KEY, note varchar(9) DEFAULT 'kept')",
        "INSERT INTO sunk VALUES (now(), 7, 'old')");
    for (int i = 0; i < 2; i++) {
      assertThat(lab.run(sink(depot, "saveMode: overwrite").yaml()).job().diagnostics()).isEmpty();
      assertThat(sunk("*"))
          .containsExactly(
              "2024-01-01 08:00:00 | 1 | kept",
              "2024-01-02 00:00:00 | 2 | kept",
              "2024-01-02 09:00:00 | 3 | kept");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"maria", "my"})
  void makesATableThatIsNotThere(String depot) {
    assertThat(lab.run(sink(depot, "saveMode: overwrite").yaml()).job().diagnostics()).isEmpty();
    assertThat(sunk("id")).containsExactly("1", "2", "3");
  }

  @Test
  void theOldRowsStayWhereANewOneIsRefused() {
    maria.sql(
        "CREATE TABLE sunk (at datetime, id bigint CHECK (id <> 3))",
        "INSERT INTO sunk VALUES (now(), 7), (now(), 8)");
    Diagnostic failure = lab.run(sink("maria", "saveMode: overwrite").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes()).first().asString().contains("CONSTRAINT");
    assertThat(failure.notes())
        .last()
        .isEqualTo(
            "nothing was changed, because everything was one transaction; it has 2 rows now");
    assertThat(sunk("id")).containsExactly("7", "8");
  }

  @Test
  void aTableThatIsMadeAnewKeepsItsOldRowsWhereANewOneIsRefused() {
    maria.sql("CREATE TABLE sunk (old varchar(9))", "INSERT INTO sunk VALUES ('old')");
    String anew = "saveMode: overwrite, extraOptions: {truncate: 'false'";
    String small = ", createTableColumnTypes: 'note varchar(3)'}";
    LoadJob failing = sink("maria", anew + small, "SELECT id, 'too long' AS note FROM events");
    Diagnostic failure = lab.run(failing.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes()).first().asString().contains("Data too long");
    assertThat(failure.notes())
        .last()
        .isEqualTo(
            "nothing was changed, because the new table had not replaced it yet; it has 1 row"
                + " now");
    assertThat(sunk("old")).containsExactly("old");
    assertThat(lab.run(sink("maria", anew + "}").yaml()).job().diagnostics()).isEmpty();
    assertThat(sunk("id")).containsExactly("1", "2", "3");
    assertThat(maria.sql("SHOW TABLES")).contains("sunk").noneMatch(MariaDbTest::isLeft);
  }

  @Test
  void aTableThatWasNotThereIsNotThereAfterAFailure() {
    String small = "saveMode: overwrite, extraOptions: {createTableColumnTypes: 'note varchar(3)'}";
    LoadJob failing = sink("maria", small, "SELECT id, 'too long' AS note FROM events");
    Diagnostic failure = lab.run(failing.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes()).last().asString().endsWith("it does not exist now");
    assertThat(maria.sql("SHOW TABLES")).doesNotContain("sunk").noneMatch(MariaDbTest::isLeft);
  }

  @Test
  void emptiesTheTableOnlyIfTheColumnsFit() {
    maria.sql(
        "CREATE TABLE sunk (at datetime, extra varchar(9) NOT NULL)",
        "INSERT INTO sunk VALUES (now(), 'old')");
    Diagnostic failure = lab.run(sink("maria", "saveMode: overwrite").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(failure.notes())
        .containsExactly(
            "the result has `id`, which the table lacks",
            "the result lacks `extra`, which must not be null in the table and has no default",
            "the table's columns are `at`, `extra`",
            "nothing was written: the table's rows are unchanged");
    assertThat(sunk("extra")).containsExactly("old");
  }

  /** Its own transaction would not bring such rows back. */
  @Test
  void rowsOfATableWithoutTransactionsAreNotEmptiedFirst() {
    maria.sql(
        "CREATE TABLE sunk (at datetime, id bigint, note varchar(3) CHECK (note <> 'bad'))"
            + " ENGINE=Aria TRANSACTIONAL=0",
        "INSERT INTO sunk VALUES (now(), 7, 'old')");
    String sql = "SELECT at, id, if(id = 3, 'bad', 'ok') AS note FROM events";
    Diagnostic failure = lab.run(sink("maria", "saveMode: overwrite", sql).yaml()).failure();
    assertThat(sunk("id")).containsExactly("7");
    assertThat(failure.notes()).last().asString().endsWith("it has 1 row now");
    String good = "SELECT at, id, 'ok' AS note FROM events";
    assertThat(lab.run(sink("maria", "saveMode: overwrite", good).yaml()).job().diagnostics())
        .isEmpty();
    assertThat(sunk("id, note")).containsExactly("1 | ok", "2 | ok", "3 | ok");
    assertThat(maria.sql("SHOW CREATE TABLE sunk").get(0)).contains("ENGINE=Aria", "CHECK");
    assertThat(maria.sql("SHOW TABLES")).contains("sunk").noneMatch(MariaDbTest::isLeft);
  }

  /** Executors compile what they ask the database for, and know only what was registered there. */
  @Test
  void aJvmThatOnlyOpensAConnectionKnowsTheDatabaseToo() throws Exception {
    maria.sql("CREATE TABLE sunk (at datetime, id bigint)");
    maria.sql("INSERT INTO sunk VALUES ('2024-01-01 08:00:00', 1), ('2024-01-02 08:00:00', 2)");
    Dataset<Row> rows =
        lab.session()
            .read()
            .option("user", MariaDb.USER)
            .option("password", MariaDb.PASSWORD)
            .jdbc(maria.url(), "sunk", new Properties())
            .where("id >= 2");
    assertThat(rows.queryExecution().executedPlan().toString()).contains("PushedFilters");
    JdbcDialects.unregisterDialect(JdbcDialects.get(maria.url()));
    JdbcDialects.registerDialect(MySQLDialect$.MODULE$);
    try {
      assertThat(JdbcDialects.get(maria.url()).quoteIdentifier("id")).isEqualTo("\"id\"");
      assertThat(rows.collectAsList()).hasSize(1);
      assertThat(JdbcDialects.get(maria.url()).quoteIdentifier("id")).isEqualTo("`id`");
    } finally {
      MySqlDialect.register();
    }
  }

  @Test
  void aTableThatOthersReferToIsNotMadeAnew() {
    maria.sql(
        "DROP TABLE IF EXISTS child",
        "CREATE TABLE sunk (id bigint PRIMARY KEY)",
        "CREATE TABLE child (id bigint, FOREIGN KEY (id) REFERENCES sunk (id))",
        "INSERT INTO sunk VALUES (7)");
    String anew = "saveMode: overwrite, extraOptions: {truncate: 'false'}";
    Diagnostic failure = lab.run(sink("maria", anew).yaml()).failure();
    assertThat(failure.message()).isEqualTo("sunk in maria cannot be made anew");
    assertThat(failure.notes())
        .first()
        .isEqualTo("foreign keys of other tables refer to it: child");
    assertThat(sunk("id")).containsExactly("7");
    maria.sql("DROP TABLE child");
  }

  @Test
  void aViewIsNotOverwritten() {
    maria.sql(
        "DROP TABLE IF EXISTS base",
        "CREATE TABLE base (at datetime, id bigint)",
        "INSERT INTO base VALUES (now(), 7)",
        "CREATE VIEW seen AS SELECT * FROM base");
    String yaml = sink("maria", "saveMode: overwrite").yaml().replace("none/sunk", "none/seen");
    Diagnostic failure = lab.run(yaml).failure();
    assertThat(failure.message()).isEqualTo("seen in maria cannot be overwritten");
    assertThat(failure.notes()).first().isEqualTo("it is a view");
    assertThat(maria.sql("SELECT id FROM base")).containsExactly("7");
    maria.sql("DROP VIEW seen", "DROP TABLE base");
  }

  @Test
  void aTableMayHaveTheLongestName() {
    String name = "a".repeat(64);
    maria.sql("DROP TABLE IF EXISTS " + name);
    String yaml = sink("maria", "saveMode: overwrite").yaml().replace("none/sunk", "shop/" + name);
    assertThat(lab.run(yaml).job().diagnostics()).isEmpty();
    assertThat(maria.sql("SELECT id FROM " + name + " ORDER BY 1")).containsExactly("1", "2", "3");
    maria.sql("DROP TABLE " + name);
  }

  private static boolean isLeft(String table) {
    return table.startsWith("flarepath");
  }

  private static LoadJob sink(String depot, String options, String sql) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .step("result", sql)
        .moreOutput(
            "- name: result\n  dataset: dataos://%s:none/sunk\n  format: jdbc\n  options: {%s}"
                .formatted(depot, options));
  }

  private static LoadJob sink(String depot, String options) {
    return sink(depot, options, "SELECT at, id FROM events");
  }

  private List<String> sunk(String columns) {
    return maria.sql("SELECT " + columns + " FROM sunk ORDER BY 1");
  }
}
