package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.report.PlanText;
import io.flarepath.settings.Depot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables of a database by JDBC, on SQLite. */
@Tag("spark")
class JdbcInputsTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void fourOrders() throws SQLException {
    lab.depot(new Depot.Jdbc("shop", url(), Map.of()));
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id INTEGER, name TEXT)");
      statement.execute("INSERT INTO orders VALUES (1,'a'), (2,'b'), (3,'c'), (4,'d')");
    }
  }

  @Test
  void readsATableOfADepot() {
    assertThat(load("dataset: dataos://shop:none/orders"))
        .containsExactly("1 | a", "2 | b", "3 | c", "4 | d");
    assertThat(load("dataset: dataos://shop:main/orders?acl=r\nformat: JDBC")).hasSize(4);
  }

  @Test
  void readsWhatTheOptionsAskFor() {
    assertThat(
            load(
                "dataset: dataos://shop:none/orders\noptions: {query: SELECT id FROM orders WHERE id > 3}"))
        .containsExactly("4");
    assertThat(
            load(
                "dataset: dataos://shop:none/orders\noptions: {driver: org.sqlite.JDBC, partitionColumn: id, lowerBound: '1', upperBound: '4', numPartitions: '2'}"))
        .hasSize(4);
    assertThat(load("dataset: " + url() + "\noptions: {dbtable: orders}")).hasSize(4);
    assertThat(load("dataset: orders\nformat: jdbc\noptions: {url: '" + url() + "'}")).hasSize(4);
  }

  @Test
  void loadsATableAWindowAtATime() {
    LoadJob job =
        LoadJob.daily()
            .fromDataset("dataos://shop:none/orders")
            .window("select * from all_events where id > $|start| and id <= $|end|")
            .key("start", "sql: select 0")
            .key("end", "sql: select $|start| + 2")
            .saveMode("append")
            .properties("")
            .partitionedBy("");
    assertThat(PlanText.of(lab.plan(job.yaml())))
        .contains(
            "  read      orders in shop  (not pinned to a snapshot: may change while it is read)");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.windows()).hasSize(2);
    assertThat(run.job().reason()).contains("no rows past");
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void saysThatTheDatabaseHasNoSuchTable() {
    Diagnostic failure = failure("dataset: dataos://shop:none/ordres");
    assertThat(failure.code()).isEqualTo(Code.TABLE_MISSING);
    assertThat(failure.message()).isEqualTo("the database has no ordres in shop");
  }

  @Test
  void namesThePackageOfAMissingDriver() {
    lab.depot(new Depot.Jdbc("big", "jdbc:mysql://127.0.0.1/x?password=hunter22", Map.of()));
    Diagnostic failure = failure("dataset: dataos://big:none/orders");
    assertThat(failure.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(failure.message()).isEqualTo("there is no JDBC driver for this database");
    assertThat(failure.help()).first().asString().contains("com.mysql:mysql-connector-j");
    assertThat(failure.toString()).doesNotContain("hunter22");
  }

  @Test
  void pointsAtADriverThatIsNotThere() {
    Diagnostic failure =
        failure("dataset: dataos://shop:none/orders\noptions: {driver: org.nowhere.Driver}");
    assertThat(failure.code()).isEqualTo(Code.CONNECTOR_MISSING);
    assertThat(failure.place().orElseThrow().length()).isEqualTo("org.nowhere.Driver".length());
  }

  @Test
  void needsToKnowWhatAndWhereToRead() {
    assertThat(messages("dataset: dataos://shop:none"))
        .containsExactly("`dataos://shop:none` does not name a table");
    assertThat(messages("dataset: orders\nformat: jdbc"))
        .containsExactly("the address of this database is missing");
    assertThat(messages("dataset: " + url()))
        .containsExactly("the address does not say which table of the database to use");
    assertThat(messages("dataset: dataos://shop:none/orders\nformat: csv"))
        .containsExactly("the depot `shop` is for jdbc, not for csv");
    assertThat(messages("dataset: dataos://files:none/orders\nformat: jdbc"))
        .containsExactly("`jdbc` is not a file format");
  }

  private List<String> messages(String keys) {
    return lab.problems(InputJob.reading(keys).yaml()).stream().map(Diagnostic::message).toList();
  }

  private List<String> load(String keys) {
    Run run = lab.run(InputJob.reading(keys).yaml());
    assertThat(run.job().diagnostics()).isEmpty();
    List<String> rows = lab.tables().rows("copy");
    lab.tables().sql("DROP TABLE {}copy");
    return rows;
  }

  private Diagnostic failure(String keys) {
    Diagnostic failure = lab.run(InputJob.reading(keys).yaml()).failure();
    assertThat(failure.place()).isPresent();
    return failure;
  }

  private String url() {
    return "jdbc:sqlite:" + lab.folder().resolve("shop.db");
  }
}
