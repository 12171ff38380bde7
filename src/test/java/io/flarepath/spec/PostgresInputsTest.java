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
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables of a real database, a window at a time. */
@Tag("spark")
@Tag("postgres")
class PostgresInputsTest {

  private static final String ORDERS = "dataset: dataos://pg:public/orders";

  @RegisterExtension final Lab lab = new Lab();

  private final Postgres postgres = Postgres.server();

  @BeforeEach
  void threeDaysOfOrders() {
    lab.depot(postgres.depot(Postgres.PASSWORD));
    postgres.sql(
        "DROP TABLE IF EXISTS orders",
        "CREATE TABLE orders (at timestamp, zoned timestamptz, id int, \"Odd Name\" numeric(10,2))",
        """
        INSERT INTO orders VALUES
          ('2024-01-01 08:00:00', '2024-01-01 08:00:00+00', 1, 1.5),
          ('2024-01-02 00:00:00', '2024-01-02 00:00:00+00', 2, 2.5),
          ('2024-01-02 09:00:00.123456', '2024-01-02 09:00:00.123456+00', 3, null),
          ('2024-01-03 00:00:00', '2024-01-03 00:00:00+00', 4, 4)
        """);
  }

  @Test
  void readsATable() {
    assertThat(lab.run(InputJob.reading(ORDERS).yaml()).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .hasSize(4)
        .contains("2024-01-02 09:00:00.123456 | 2024-01-02 09:00:00.123456 | 3 | null");
  }

  @Test
  void readsATableByFormatAndOptionsAlone() {
    String options =
        "\nformat: postgresql\noptions: {url: '%s', user: %s, password: %s, driver: org.postgresql.Driver, fetchsize: '2'}"
            .formatted(postgres.url(), Postgres.USER, Postgres.PASSWORD);
    Run run = lab.run(InputJob.reading("dataset: public.orders" + options).yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(4);
  }

  @Test
  void loadsAWindowAtATimeAndTheDatabaseSelectsIt() {
    for (String column : new String[] {"at", "zoned"}) {
      String table = "copy_" + column;
      LoadJob job =
          LoadJob.daily()
              .fromDataset("dataos://pg:public/orders")
              .window(
                  "select * from all_events where %s > '$|start|' AND %s <= '$|end|'"
                      .formatted(column, column))
              .partitionedBy("- {type: day, column: " + column + ", name: window_day}")
              .to(table);
      Run run = lab.now("2024-01-04T00:00").catchUp(job.yaml());
      assertThat(run.windows())
          .containsExactly(
              "(2024-01-01 00:00:00, 2024-01-02 00:00:00]",
              "(2024-01-02 00:00:00, 2024-01-03 00:00:00]");
      assertThat(run.job().passes())
          .extracting(pass -> pass.outputs().get(0).counts().rowsRead())
          .containsExactly(2L, 2L);
      assertThat(lab.tables().sql("SELECT id FROM {}%s ORDER BY id".formatted(table)))
          .containsExactly("1", "2", "3", "4");
    }
  }

  /** Where `a` is before `B`, a window from `B` to `a` has no rows. */
  @Test
  void textOfADatabaseHasNoKnownOrder() {
    postgres.sql("DROP TABLE IF EXISTS names", "CREATE TABLE names (name text)");
    postgres.sql("INSERT INTO names VALUES ('2024-01-01'), ('a')");
    LoadJob job =
        LoadJob.daily()
            .fromDataset("dataos://pg:public/names")
            .window("select * from all_events where name > '$|start|' AND name <= '$|end|'")
            .key("start", "sql: select '2023-12-31'")
            .key("end", "sql: select '2024-01-01'")
            .saveMode("append")
            .properties("")
            .partitionedBy("");
    assertThat(lab.catchUp(job.yaml()).failure().notes())
        .containsExactly(
            "the window column `name` has type string, in the order of the database, which"
                + " cannot be used for windows");
    assertThat(lab.run(job.yaml()).counts()).containsExactly("1+0");
  }

  /** The second of two hours begins where the first does, as far as the database can tell. */
  @Test
  void aTimeThatOccursTwiceIsNotAskedFor() {
    TimeZone before = TimeZone.getDefault();
    lab.timeZone("America/New_York");
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      postgres.sql(
          "INSERT INTO orders VALUES ('2024-11-03 01:30:00', '2024-11-03 01:30:00-05', 9, 1)");
      LoadJob job =
          LoadJob.daily()
              .fromDataset("dataos://pg:public/orders")
              .window("select * from all_events where zoned > '$|start|' AND zoned <= '$|end|'")
              .key("start", "sql: select to_timestamp('2024-11-03 00:00:00')")
              .key("end", "sql: select to_timestamp('$|start|') + INTERVAL '1' HOUR")
              .partitionedBy("");
      Run run = lab.now("2024-11-05T00:00").catchUp(job.yaml());
      assertThat(run.failure().message())
          .isEqualTo(
              "cannot query the database by 2024-11-03 01:00:00: this local time occurs twice in America/New_York");
      assertThat(run.failure().help().get(0)).startsWith("run the job in UTC");
      assertThat(lab.tables().exists("copy")).isFalse();
      job.key("end", "sql: select to_timestamp('$|start|') + INTERVAL '1' DAY");
      assertThat(lab.catchUp(job.yaml()).said()).isEmpty();
      assertThat(lab.tables().sql("SELECT id FROM {}copy")).containsExactly("9");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void theDatabaseFindsTheNewestValueOfAnOddlyNamedColumn() {
    String window = "select * from all_events where `odd name` > $|start| AND `odd name` <= $|end|";
    LoadJob job =
        LoadJob.daily()
            .fromDataset(
                "dataos://pg:public/orders\n  options: {query: 'SELECT id AS \"Odd Name\" FROM orders'}")
            .window(window)
            .key("start", "sql: select 0")
            .key("end", "sql: select $|start| + 2")
            .saveMode("append")
            .properties("")
            .partitionedBy("");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.windows()).hasSize(2);
    assertThat(lab.tables().rows("copy")).containsExactly("1", "2", "3", "4");
  }

  @Test
  void saysWithoutThePasswordThatItIsWrong() {
    lab.depot(postgres.depot("not-the-password"));
    Diagnostic failure = lab.run(InputJob.reading(ORDERS).yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.INPUT_UNREADABLE);
    assertThat(failure.message()).isEqualTo("the database of `rows` cannot be read");
    assertThat(failure.notes())
        .containsExactly(
            "the database rejects the user or the password: FATAL: password authentication failed"
                + " for user \"flare\"");
    assertThat(failure.toString()).doesNotContain("not-the-password");
  }

  @Test
  void saysThatTheTableOrTheServerIsNotThere() {
    Diagnostic missing =
        lab.run(InputJob.reading("dataset: dataos://pg:public/ordres").yaml()).failure();
    assertThat(missing.code()).isEqualTo(Code.TABLE_MISSING);
    assertThat(missing.message()).isEqualTo("the database has no public.ordres in pg");
    lab.depot(new Depot.Jdbc("pg", "jdbc:postgresql://127.0.0.1:1/x?password=hunter22", Map.of()));
    Diagnostic dead = lab.run(InputJob.reading(ORDERS).yaml()).failure();
    assertThat(dead.code()).isEqualTo(Code.INPUT_UNREADABLE);
    assertThat(dead.toString()).contains("127.0.0.1:1").doesNotContain("hunter22");
  }

  @Test
  void refusesToReadTimesInAnotherZoneThanTheSessions() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      Diagnostic failure = lab.run(InputJob.reading(ORDERS).yaml()).failure();
      assertThat(failure.message())
          .isEqualTo(
              "times of this database would be read in a time zone other than the session's");
      assertThat(failure.help()).first().asString().contains("-Duser.timezone=UTC");
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
