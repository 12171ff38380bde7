package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.settings.Depot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Outputs that are tables of a database, on SQLite; and connectors that are not here. */
@Tag("spark")
class JdbcSinksTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeEvents() {
    lab.depot(new Depot.Jdbc("shop", url(), Map.of()))
        .now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  @Test
  void overwritesRows() throws SQLException {
    sql("CREATE TABLE ids (id INTEGER)");
    sql("INSERT INTO ids VALUES (7)");
    LoadJob job = ids("dataset: dataos://shop:none/ids", "saveMode: overwrite");
    for (int i = 0; i < 2; i++) {
      Run run = lab.run(job.yaml());
      assertThat(run.job().diagnostics()).isEmpty();
      assertThat(run.pass().deliveries())
          .extracting(delivery -> delivery.sink().target() + " " + delivery.sink().word())
          .containsExactly("ids in shop replace-all");
      assertThat(sql("SELECT id FROM ids ORDER BY id")).containsExactly("1", "2", "3");
    }
  }

  @Test
  void appendsAndLooksBeforeItCreates() throws SQLException {
    lab.run(ids("dataset: dataos://shop:none/ids", "saveMode: append").yaml());
    lab.run(ids("dataset: dataos://shop:none/ids", "saveMode: append").yaml());
    assertThat(sql("SELECT count(*) FROM ids")).containsExactly("6");
    Run ignored = lab.run(ids("dataset: dataos://shop:none/ids", "saveMode: ignore").yaml());
    assertThat(ignored.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    Diagnostic refused =
        lab.run(ids("dataset: dataos://shop:none/ids", "saveMode: errorIfExists").yaml()).failure();
    assertThat(refused.message()).isEqualTo("ids in shop exists");
    lab.run(ids("dataset: dataos://shop:none/others", "saveMode: ignore").yaml());
    assertThat(sql("SELECT count(*) FROM others")).containsExactly("3");
  }

  @Test
  void takesWhatTheWorkflowSaysOfTheDatabase() throws SQLException {
    String options = "saveMode: append\nextraOptions: {dbtable: ids, numPartitions: '1'}";
    lab.run(ids("dataset: " + url() + "\n  driver: org.sqlite.JDBC", options).yaml());
    lab.run(
        ids(
                "dataset: ids\n  format: jdbc",
                "saveMode: append\nextraOptions: {url: '" + url() + "'}")
            .yaml());
    assertThat(sql("SELECT count(*) FROM ids")).containsExactly("6");
  }

  @Test
  void loadsAWindowAtATime() throws SQLException {
    LoadJob job =
        LoadJob.daily()
            .withoutTable()
            .step("ids", "SELECT id FROM events")
            .moreOutput(
                "- name: ids\n  dataset: dataos://shop:none/ids\n  options: {saveMode: append}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(run.windows()).hasSize(2);
    assertThat(sql("SELECT id FROM ids ORDER BY id")).containsExactly("1", "2", "3");
    assertThat(lab.run(job.yaml()).job().status()).isEqualTo(Status.NOTHING_TO_DO);
  }

  @Test
  void namesThePackageOfAMissingDriverAndNoSecret() {
    lab.depot(new Depot.Jdbc("big", "jdbc:mysql://127.0.0.1/x?password=hunter22", Map.of()));
    Diagnostic failure =
        lab.run(ids("dataset: dataos://big:none/ids", "saveMode: append").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(failure.help()).first().asString().contains("com.mysql:mysql-connector-j");
    assertThat(failure.toString()).doesNotContain("hunter22");
  }

  @Test
  void namesThePackageOfAMissingConnector() {
    lab.depot(new Depot.Connector("topic", "kafka", Map.of("kafka.bootstrap.servers", "h:9092")))
        .depot(new Depot.Connector("fast", "fastbase", Map.of()))
        .depot(new Depot.Connector("red", "redshift", Map.of("password", "hunter22")));
    assertThat(packageOf("dataos://topic:none/ids"))
        .contains("org.apache.spark:spark-sql-kafka-0-10_2.12:3.5");
    assertThat(packageOf("dataos://fast:none/ids"))
        .contains("io.streamnative.connectors:pulsar-spark-connector_2.12");
    assertThat(packageOf("dataos://red:public/ids"))
        .contains("io.github.spark-redshift-community:spark-redshift_2.12");
  }

  @Test
  void saysWhatTheDatabaseSays() throws SQLException {
    sql("CREATE TABLE ids (id INTEGER CHECK (id < 3))");
    Diagnostic failure =
        lab.run(ids("dataset: dataos://shop:none/ids", "saveMode: append").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.DELIVERY_FAILED);
    assertThat(failure.message()).isEqualTo("ids in shop cannot be written");
    assertThat(failure.notes()).first().asString().contains("CHECK constraint failed");
    assertThat(failure.notes())
        .contains(
            "it may now contain only part of the rows; the next run delivers all of them",
            "it has 0 rows now");
  }

  @Test
  void theOldRowsStayWhereANewOneIsRefused() throws SQLException {
    sql("CREATE TABLE ids (id INTEGER CHECK (id <> 3), note TEXT)");
    sql("INSERT INTO ids VALUES (7, 'old')");
    String overwrite = ids("dataset: dataos://shop:none/ids", "saveMode: overwrite").yaml();
    Diagnostic failure = lab.run(overwrite).failure();
    assertThat(failure.notes()).first().asString().contains("CHECK constraint failed");
    assertThat(failure.notes())
        .last()
        .isEqualTo("nothing was changed, because everything was one transaction; it has 1 row now");
    assertThat(sql("SELECT note FROM ids")).containsExactly("old");
    lab.tables().sql("DELETE FROM {}events WHERE id = 3");
    assertThat(lab.run(overwrite).job().diagnostics()).isEmpty();
    assertThat(sql("SELECT id FROM ids ORDER BY id")).containsExactly("1", "2");
  }

  @Test
  void emptiesATableOnlyIfTheColumnsFit() throws SQLException {
    sql("CREATE TABLE ids (number INTEGER NOT NULL)");
    sql("INSERT INTO ids VALUES (7)");
    Diagnostic failure =
        lab.run(ids("dataset: dataos://shop:none/ids", "saveMode: overwrite").yaml()).failure();
    assertThat(failure.message()).isEqualTo("the result `ids` does not fit ids in shop");
    assertThat(sql("SELECT number FROM ids")).containsExactly("7");
  }

  private String packageOf(String dataset) {
    Diagnostic failure = lab.run(ids("dataset: " + dataset, "saveMode: append").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.CONNECTOR_MISSING);
    return failure.help().get(0);
  }

  private static LoadJob ids(String target, String options) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .step("ids", "SELECT /*+ COALESCE(1) */ id FROM events")
        .moreOutput("- name: ids\n  %s\n  options:\n%s".formatted(target, options.indent(4)));
  }

  private List<String> sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement made = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      if (!made.execute(statement)) {
        return rows;
      }
      try (ResultSet found = made.getResultSet()) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
      return rows;
    }
  }

  private String url() {
    return "jdbc:sqlite:" + lab.folder().resolve("shop.db") + "?busy_timeout=30000";
  }
}
