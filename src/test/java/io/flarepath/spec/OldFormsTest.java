package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.settings.Depot;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What real workflows of older versions of Flare contain. */
@Tag("spark")
class OldFormsTest {

  private static final String FORM =
      """
      name: test
      workflow:
        dag:
          - name: load
            spec:
              stack: flare:3.0
              flare:
                job:
                  inputs:
      %s
                  steps:
                    - sequence:
      %s
                  outputs:
      %s
      """;

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void tables() {
    lab.depot(new Depot.Jdbc("shop", url(), Map.of()));
    lab.tables()
        .create("events", "id bigint, city string", "")
        .insert("events", "1, 'Rome'", "2, 'Oslo'", "3, null")
        .create("cities", "city string, country string", "")
        .insert("cities", "'Rome', 'Italy'", "'Oslo', 'Norway'");
  }

  @Test
  void aWarehousePathNamesATableOfTheDepotWhoseWarehouseItIs() {
    String warehouse = lab.folder().resolve("warehouse") + "/";
    String file =
        "{format: Iceberg, warehousePath: %s, schemaName: retail, tableName: old, isStream: false"
            .formatted(warehouse);
    succeeds(
        events(),
        select("SELECT * FROM events"),
        "- {name: result, outputType: file, file: %s, options: {saveMode: append}}}"
            .formatted(file));
    assertThat(lab.tables().rows("old")).hasSize(3);
    succeeds(
        "- {name: events, inputType: file, file: %s}}".formatted(file),
        select("SELECT id FROM events WHERE id > 1"),
        "- {name: result, dataset: 'dataos://icebase:retail/copy', options: {saveMode: overwrite}}");
    assertThat(lab.tables().rows("copy")).containsExactly("2", "3");
  }

  @Test
  void theSettingsMapAPathToADepot() {
    lab.depot(new Depot.Iceberg("old", "icebase", Optional.of("/data/examples/dataout")));
    succeeds(
        events(),
        select("SELECT * FROM events"),
        "- {name: result, outputType: file, file: {format: iceberg, warehousePath: /data/examples/dataout, schemaName: retail, tableName: mapped}, options: {saveMode: append}}");
    assertThat(lab.tables().rows("mapped")).hasSize(3);
  }

  @Test
  void aPathOfNoDepotSaysWhichSettingIsMissing() {
    List<Diagnostic> problems =
        lab.problems(
            yaml(
                events(),
                select("SELECT * FROM events"),
                "- {name: result, outputType: file, file: {format: iceberg, warehousePath: /other/out/, schemaName: retail, tableName: t}}"));
    assertThat(problems.get(0).message()).isEqualTo("an Iceberg table is expected here");
    assertThat(problems.get(0).help().toString())
        .contains("`flarepath.depots.icebase.path = \"/other/out\"`");
  }

  @Test
  void aJoinerJoinsTwoViews() {
    succeeds(
        events() + "\n- {name: cities, dataset: 'dataos://icebase:retail/cities'}",
        """
        - name: joined
          classpath: io.dataos.flare.step.codes.Joiner
          params:
            join: LEFT
            inputs: "events, places"
            joinExpr: "events.city = places.town"
          functions:
            - {name: drop, columns: [town]}
        """
            .replace(
                "- name: joined",
                "- {name: places, sql: 'SELECT city town, country FROM cities'}\n- name: joined"),
        "- {name: joined, dataset: 'dataos://icebase:retail/copy', options: {saveMode: overwrite}}");
    assertThat(lab.tables().rows("copy"))
        .containsExactly("1 | Rome | Italy", "2 | Oslo | Norway", "3 | null | null");
  }

  @Test
  void aJoinerSaysWhatIsMissing() {
    List<Diagnostic> problems =
        lab.problems(
            yaml(
                events(),
                "- {name: result, classpath: Joiner, params: {inputs: events, join: SIDEWAYS}}",
                "- {name: result, dataset: 'dataos://icebase:retail/copy'}"));
    assertThat(problems)
        .extracting(Diagnostic::message)
        .contains("`SIDEWAYS` is not a kind of join");
  }

  @Test
  void aBranchIsReadAndWrittenWithoutState() {
    lab.tables().sql("ALTER TABLE {}cities CREATE BRANCH b1");
    String output =
        "- {name: result, dataset: 'dataos://icebase:retail/cities', options: {saveMode: append, extraOptions: {branch: b1}}}";
    succeeds(
        events(),
        select("SELECT 'Bonn' AS city, 'Germany' AS country FROM events LIMIT 1"),
        output);
    assertThat(lab.tables().rows("cities")).hasSize(2);
    assertThat(lab.tables().rows("cities.branch_b1")).hasSize(3);
    assertThat(lab.tables().properties("cities"))
        .noneSatisfy((key, value) -> assertThat(key).startsWith("flarepath.run"));
    succeeds(
        "- {name: events, dataset: 'dataos://icebase:retail/cities', options: {extraOptions: {branch: b1}}}",
        select("SELECT city FROM events"),
        "- {name: result, dataset: 'dataos://icebase:retail/copy', options: {saveMode: overwrite}}");
    assertThat(lab.tables().rows("copy")).containsExactly("Bonn", "Oslo", "Rome");
    succeeds(
        events(),
        select("SELECT 'x' AS city, 'y' AS country"),
        output.replace("append", "overwrite"));
    assertThat(lab.tables().rows("cities.branch_b1")).containsExactly("x | y");
    assertThat(lab.tables().rows("cities")).hasSize(2);
  }

  @Test
  void aJobThatKeepsStateWritesToNoBranch() {
    lab.tables().create("days", "at timestamp, id bigint", "days(at)");
    List<Diagnostic> problems =
        lab.problems(LoadJob.daily().from("days").options("extraOptions: {branch: b1}").yaml());
    assertThat(problems)
        .filteredOn(said -> said.code() == Code.NOT_SUPPORTED)
        .singleElement()
        .extracting(said -> said.notes().toString())
        .asString()
        .contains("keeps a state");
  }

  @Test
  void aStatementIsExecutedForEachRow() throws SQLException {
    sql("CREATE TABLE ids (id INTEGER PRIMARY KEY, city TEXT CHECK (city <> 'Oslo' OR id = 2))");
    sql("INSERT INTO ids VALUES (1, 'Paris')");
    String output =
        """
        - name: output01
          depot: dataos://shop:none?acl=rw
          driver: org.sqlite.JDBC
        """;
    String sink =
        """

        SINK
          - sequenceName: result
            datasetName: ids
            outputName: output01
            outputType: JDBCQuery
            outputOptions:
              query: INSERT INTO ids (id, city) VALUES (?, upper(?)) ON CONFLICT (id) DO UPDATE SET city = excluded.city
        """;
    Run run = lab.run(yaml(events(), select("SELECT id, city FROM events") + sink, output));
    assertThat(run.job().diagnostics()).isEmpty();
    assertThat(sql("SELECT id || ' ' || coalesce(city, 'none') FROM ids ORDER BY id"))
        .containsExactly("1 ROME", "2 OSLO", "3 none");
  }

  private void succeeds(String inputs, String steps, String outputs) {
    assertThat(lab.run(yaml(inputs, steps, outputs)).said()).isEmpty();
  }

  private static String yaml(String inputs, String steps, String outputs) {
    String[] parts = steps.split("SINK", -1);
    String sequence = parts[0].strip().indent(18);
    String sink =
        parts.length == 1
            ? ""
            : " ".repeat(16)
                + "sink:\n"
                + parts[1].stripTrailing().stripIndent().strip().indent(18);
    return FORM.formatted(inputs.strip().indent(14), sequence + sink, outputs.strip().indent(14));
  }

  private static String events() {
    return "- {name: events, dataset: 'dataos://icebase:retail/events', isStream: false}";
  }

  private static String select(String sql) {
    return "- {name: result, sql: \"" + sql + "\"}";
  }

  private String url() {
    return "jdbc:sqlite:" + lab.folder().resolve("shop.db");
  }

  private List<String> sql(String statement) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url());
        Statement run = connection.createStatement()) {
      if (run.execute(statement)) {
        ResultSet found = run.getResultSet();
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    return rows;
  }
}
