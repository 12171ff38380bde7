package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
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

/** Outputs in a database that commits with each CREATE and renames one table at a time: H2. */
@Tag("spark")
class RenamedTablesTest {

  private static final String URL = "jdbc:h2:mem:renamed;DB_CLOSE_DELAY=-1";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeEvents() throws SQLException {
    lab.depot(new Depot.Jdbc("h2", URL, Map.of()))
        .now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
    sql("DROP ALL OBJECTS", "CREATE SCHEMA mart");
  }

  @Test
  void makesATableThatIsNotThere() throws SQLException {
    assertThat(lab.run(sink("truncate: 'true'", "id")).job().diagnostics()).isEmpty();
    assertThat(sql("SELECT \"id\" FROM mart.sunk ORDER BY 1")).containsExactly("1", "2", "3");
    assertThat(tables()).containsExactly("SUNK");
  }

  @Test
  void makesATableAnewAndKeepsTheOldOneWhereThatFails() throws SQLException {
    sql("CREATE TABLE mart.sunk (old varchar(9))", "INSERT INTO mart.sunk VALUES ('old')");
    String anew = "truncate: 'false'";
    Diagnostic failure =
        lab.run(
                sink(
                    anew + ", createTableColumnTypes: 'note varchar(3)'", "id, 'too long' AS note"))
            .failure();
    assertThat(failure.code()).isEqualTo(Code.WRITE_FAILED);
    assertThat(failure.notes())
        .last()
        .isEqualTo(
            "nothing was changed, because the new table had not replaced it yet; it has 1 row"
                + " now");
    assertThat(sql("SELECT old FROM mart.sunk")).containsExactly("old");
    assertThat(tables()).containsExactly("SUNK");
    assertThat(lab.run(sink(anew, "id")).job().diagnostics()).isEmpty();
    assertThat(sql("SELECT \"id\" FROM mart.sunk ORDER BY 1")).containsExactly("1", "2", "3");
    assertThat(tables()).containsExactly("SUNK");
  }

  private static String sink(String options, String columns) {
    return LoadJob.daily()
        .whole()
        .withoutTable()
        .step("result", "SELECT " + columns + " FROM events")
        .moreOutput(
            "- name: result\n  dataset: dataos://h2:mart/sunk\n  format: jdbc\n"
                + "  options: {saveMode: overwrite, extraOptions: {%s}}".formatted(options))
        .yaml();
  }

  private static List<String> tables() throws SQLException {
    return sql(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'MART' ORDER BY 1");
  }

  private static List<String> sql(String... statements) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        rows.clear();
        if (statement.execute(each)) {
          ResultSet found = statement.getResultSet();
          while (found.next()) {
            rows.add(found.getString(1));
          }
        }
      }
    }
    return rows;
  }
}
