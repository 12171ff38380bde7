package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Postgres;
import io.flarepath.lab.Run;
import io.flarepath.settings.Depot;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs that are tables of a real database. */
@Tag("spark")
@Tag("postgres")
class PostgresSinksTest {

  @RegisterExtension final Lab lab = new Lab();

  private final Postgres postgres = Postgres.server();

  @BeforeEach
  void threeEvents() {
    lab.depot(postgres.depot(Postgres.PASSWORD))
        .now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
    postgres.sql("DROP TABLE IF EXISTS sunk");
  }

  @Test
  void overwritesRowsAndKeepsTheTablesDefinition() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, id bigint PRIMARY KEY, note text DEFAULT 'kept')",
        "INSERT INTO sunk VALUES (now(), 7, 'old')");
    LoadJob job = sink("saveMode: overwrite").whole();
    for (int i = 0; i < 2; i++) {
      assertThat(lab.run(job.yaml()).job().diagnostics()).isEmpty();
      assertThat(sunk("*"))
          .containsExactlyInAnyOrder(
              "2024-01-01 08:00:00 | 1 | kept",
              "2024-01-02 00:00:00 | 2 | kept",
              "2024-01-02 09:00:00 | 3 | kept");
    }
  }

  @Test
  void makesATableThatIsNotThere() {
    assertThat(lab.run(sink("saveMode: overwrite").whole().yaml()).job().diagnostics()).isEmpty();
    assertThat(sunk("id")).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void replacesAllRowsByNone() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, id bigint)", "INSERT INTO sunk VALUES (now(), 7)");
    LoadJob none = sink("saveMode: overwrite", "SELECT at, id FROM events WHERE id > 9");
    assertThat(lab.run(none.yaml()).job().diagnostics()).isEmpty();
    assertThat(sunk("id")).isEmpty();
  }

  @Test
  void findsColumnsInAnyCaseAndTypesOfTheirOwn() {
    postgres.sql(
        "CREATE TABLE sunk (\"At\" timestamptz NOT NULL, \"ID\" numeric(10, 2), tags text[],"
            + " n serial, raw bytea, day date, ok boolean, small smallint)",
        "INSERT INTO sunk VALUES (now(), 7)");
    LoadJob job =
        sink(
            "saveMode: overwrite",
            "SELECT at, id, array('a', concat('b', id), NULL) AS tags, unhex('ff00') AS raw,"
                + " cast(at AS date) AS day, id > 1 AS ok, cast(id AS tinyint) AS small FROM"
                + " events");
    assertThat(lab.run(job.yaml()).job().diagnostics()).isEmpty();
    assertThat(sunk("`At`, `ID`, array_join(tags, '-', '?'), hex(raw), day, ok, small"))
        .containsExactlyInAnyOrder(
            "2024-01-01 08:00:00 | 1.00 | a-b1-? | FF00 | 2024-01-01 | false | 1",
            "2024-01-02 00:00:00 | 2.00 | a-b2-? | FF00 | 2024-01-02 | true | 2",
            "2024-01-02 09:00:00 | 3.00 | a-b3-? | FF00 | 2024-01-02 | true | 3");
  }

  @Test
  void emptiesTheTableOnlyIfTheColumnsFit() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, extra text NOT NULL)",
        "INSERT INTO sunk VALUES (now(), 'old'), (now(), 'older')");
    for (String mode : List.of("overwrite", "append")) {
      Diagnostic failure = lab.run(sink("saveMode: " + mode).whole().yaml()).failure();
      assertThat(failure.code()).isEqualTo(Code.SCHEMA_MISMATCH);
      assertThat(failure.message()).isEqualTo("the result `events` does not fit public.sunk in pg");
      assertThat(failure.notes())
          .containsExactly(
              "the result has `id`, which the table lacks",
              "the result lacks `extra`, which must not be null in the table and has no default",
              "the table's columns are `at`, `extra`",
              "nothing was written: the table's rows are unchanged");
      assertThat(sunk("extra")).containsExactlyInAnyOrder("old", "older");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id int          | cast(id AS string) | column \"id\" is of type integer but expression is"
            + " of type text",
        "id int          | id / 2             | `id` is double in the result, and int4 in the"
            + " table: its fractions would be lost",
        "id boolean      | id                 | column \"id\" is of type boolean but expression is"
            + " of type bigint",
        "id uuid         | cast(id AS string) | column \"id\" is of type uuid but expression is of"
            + " type text",
        "id bigint GENERATED ALWAYS AS IDENTITY | id | cannot insert a non-DEFAULT value into"
            + " column \"id\" Detail: Column \"id\" is an identity column defined as GENERATED"
            + " ALWAYS.",
        "id bigint       | named_struct('a', id) | a database has no type for the column `id`,"
            + " which is STRUCT<a: BIGINT>",
      })
  void emptiesTheTableOnlyIfTheTypesFit(String column, String expression, String why) {
    postgres.sql("CREATE TABLE sunk (old text, " + column + ")", "INSERT INTO sunk VALUES ('old')");
    LoadJob job = sink("saveMode: overwrite", "SELECT " + expression + " AS id FROM events");
    Diagnostic failure = lab.run(job.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(failure.notes()).first().isEqualTo(why);
    assertThat(failure.notes()).last().asString().startsWith("nothing was written");
    assertThat(sunk("old")).containsExactly("old");
  }

  @Test
  void emptiesTheTableOnlyWithPermission() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, id bigint)",
        "INSERT INTO sunk VALUES (now(), 7)",
        "DROP ROLE IF EXISTS guest",
        "CREATE ROLE guest LOGIN PASSWORD 'g'",
        "GRANT SELECT, INSERT ON sunk TO guest");
    lab.depot(new Depot.Jdbc("guest", postgres.url(), Map.of("user", "guest", "password", "g")));
    String job =
        sink("saveMode: overwrite").whole().yaml().replace("dataos://pg:", "dataos://guest:");
    Diagnostic failure = lab.run(job).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.message()).isEqualTo("public.sunk in guest cannot be overwritten");
    assertThat(failure.notes())
        .first()
        .isEqualTo("the user `guest` may neither truncate it nor delete its rows");
    postgres.sql("REVOKE INSERT ON sunk FROM guest", "GRANT DELETE ON sunk TO guest");
    assertThat(lab.run(job).failure().notes())
        .first()
        .isEqualTo("permission denied for table sunk");
    assertThat(sunk("id")).containsExactly("7");
    postgres.sql("GRANT INSERT ON sunk TO guest");
    assertThat(lab.run(job).job().diagnostics()).isEmpty();
    assertThat(sunk("id")).containsExactlyInAnyOrder("1", "2", "3");
    postgres.sql("DROP TABLE sunk", "DROP ROLE guest");
  }

  @Test
  void rowsThatOthersReferToAreNotReplaced() {
    postgres.sql(
        "DROP TABLE IF EXISTS child",
        "CREATE TABLE sunk (at timestamp, id bigint PRIMARY KEY)",
        "CREATE TABLE child (id bigint REFERENCES sunk ON DELETE CASCADE)",
        "INSERT INTO sunk VALUES (now(), 7)",
        "INSERT INTO child VALUES (7)");
    Diagnostic failure = lab.run(sink("saveMode: overwrite").whole().yaml()).failure();
    assertThat(failure.message()).isEqualTo("public.sunk in pg cannot be overwritten");
    assertThat(failure.notes())
        .first()
        .isEqualTo("foreign keys of other tables refer to it: child");
    assertThat(sunk("id")).containsExactly("7");
    postgres.sql("DROP TABLE child");
  }

  @Test
  void theOldRowsStayWhereANewOneIsRefused() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, id bigint CHECK (id <> 3))",
        "INSERT INTO sunk VALUES (now(), 7), (now(), 8)");
    Diagnostic failure = lab.run(sink("saveMode: overwrite").whole().yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes()).first().asString().contains("violates check constraint");
    assertThat(failure.notes())
        .last()
        .isEqualTo(
            "nothing was changed, because everything was one transaction; it has 2 rows now");
    assertThat(sunk("id")).containsExactlyInAnyOrder("7", "8");
  }

  @Test
  void theOldRowsStayWhereTheConnectionDies() {
    postgres.sql(
        "CREATE TABLE sunk (at timestamp, id bigint)",
        "INSERT INTO sunk VALUES (now(), 7)",
        "CREATE OR REPLACE FUNCTION dying() RETURNS trigger AS $$"
            + " BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
            + " LANGUAGE plpgsql",
        "CREATE TRIGGER dying BEFORE INSERT ON sunk FOR EACH ROW WHEN (NEW.id = 3)"
            + " EXECUTE FUNCTION dying()");
    Diagnostic failure = lab.run(sink("saveMode: overwrite").whole().yaml()).failure();
    assertThat(failure.notes()).last().asString().endsWith("it has 1 row now");
    assertThat(sunk("id")).containsExactly("7");
  }

  @Test
  void aTableMadeAnewIsMadeInOneTransactionToo() {
    postgres.sql("CREATE TABLE sunk (old text)", "INSERT INTO sunk VALUES ('old')");
    String anew = "saveMode: overwrite, extraOptions: {truncate: 'false'}";
    LoadJob failing =
        sink(
            anew.replace("'false'", "'false', createTableOptions: 'WITH (fillfactor = 3)'"),
            "SELECT * FROM events");
    Diagnostic failure = lab.run(failing.yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(sunk("old")).containsExactly("old");
    assertThat(lab.run(sink(anew).whole().yaml()).job().diagnostics()).isEmpty();
    assertThat(sunk("id")).hasSize(3);
  }

  @Test
  void nothingIsWrittenAnywhereIfTheTableDoesNotFit() {
    postgres.sql("CREATE TABLE sunk (other text)");
    LoadJob job =
        LoadJob.daily()
            .whole()
            .step("out", "SELECT * FROM events")
            .moreOutput(
                """
                - name: events
                  dataset: dataos://files:out/rows
                  format: json
                  options: {saveMode: append}
                """)
            .moreOutput(
                """
                - name: events
                  dataset: dataos://pg:public/sunk
                  format: postgresql
                  options: {saveMode: append}
                """);
    assertThat(lab.run(job.yaml()).failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(lab.tables().exists("copy")).isFalse();
    assertThat(lab.folder().resolve("files/out")).doesNotExist();
  }

  @Test
  void loadsAWindowAtATime() {
    LoadJob job = sink("saveMode: append");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(sunk("id")).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void leavesATableAlone() {
    postgres.sql("CREATE TABLE sunk (at timestamp, id bigint)");
    assertThat(lab.run(sink("saveMode: errorIfExists").whole().yaml()).failure().code())
        .isEqualTo(Code.TABLE_EXISTS);
    postgres.sql("DROP TABLE sunk");
    assertThat(lab.run(sink("saveMode: errorIfExists").whole().yaml()).job().diagnostics())
        .isEmpty();
    assertThat(sunk("id")).hasSize(3);
  }

  @Test
  void saysWithoutThePasswordThatItIsWrong() {
    lab.depot(postgres.depot("not-the-password"));
    Diagnostic failure = lab.run(sink("saveMode: append").whole().yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.message()).isEqualTo("public.sunk in pg cannot be written");
    assertThat(failure.notes())
        .first()
        .isEqualTo(
            "the database rejects the user or the password: FATAL: password authentication failed"
                + " for user \"flare\"");
    assertThat(failure.toString()).doesNotContain("not-the-password");
  }

  @Test
  void refusesToWriteTimesInAnotherZoneThanTheSessions() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      Diagnostic failure = lab.run(sink("saveMode: append").whole().yaml()).failure();
      assertThat(failure.message())
          .isEqualTo(
              "times of this database would be written in a time zone other than the session's");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static LoadJob sink(String options, String sql) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .step("result", sql)
        .moreOutput(
            "- name: result\n  dataset: dataos://pg:public/sunk\n  format: postgresql\n  options: {%s}"
                .formatted(options));
  }

  private static LoadJob sink(String options) {
    return LoadJob.daily()
        .withoutTable()
        .moreOutput(
            "- name: events\n  dataset: dataos://pg:public/sunk\n  format: postgresql\n  options: {%s}"
                .formatted(options));
  }

  private List<String> sunk(String columns) {
    String read =
        InputJob.reading("dataset: dataos://pg:public/sunk")
            .select("SELECT " + columns + " FROM rows")
            .yaml();
    assertThat(lab.run(read).job().diagnostics()).isEmpty();
    List<String> rows = lab.tables().rows("copy");
    lab.tables().sql("DROP TABLE {}copy");
    return rows;
  }
}
