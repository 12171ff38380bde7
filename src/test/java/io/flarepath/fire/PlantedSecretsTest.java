package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.Main;
import io.flarepath.lab.Lab;
import io.flarepath.secret.SecretPlants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Secrets in every place where a setting, a workflow or the environment may hold one, also where
 * none belongs, and everything that runs leave behind: at the lowest level of the log, with Spark's
 * event log, after success and after failures.
 */
@Tag("fire")
class PlantedSecretsTest {

  /** The variables of the environment; what their values hold beside the mark makes it hard. */
  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("FIRE_TOKEN", SecretPlants.value(1, "")),
          Map.entry("FIRE_PASSWORD", SecretPlants.value(2, "&=+/'\"x")),
          Map.entry("FIRE_PART", SecretPlants.value(3, "")),
          Map.entry("FIRE_ADDRESS", "jdbc:x://app:" + SecretPlants.value(4, "") + "@h/d"),
          Map.entry("FIRE_SPARE", SecretPlants.value(5, "")),
          Map.entry(
              "FIRE_KEY",
              "-----BEGIN KEY-----\n" + SecretPlants.value(6, "\n") + "-----END KEY-----"),
          Map.entry("AWS_SECRET_ACCESS_KEY", SecretPlants.value(7, "")),
          Map.entry("FIRE_NUMBER_TOKEN", "4815162342"),
          Map.entry("DB_PASSWORD", SecretPlants.value(8, "")));

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void aLakeAndADatabase() throws Exception {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 08:00:00', 2");
    Path database = lab.folder().resolve("people");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + database + ";USER=app;PASSWORD=" + SecretPlants.value(20, ""));
        Statement statement = connection.createStatement()) {
      statement.execute("create table people (id bigint, name varchar(20))");
      statement.execute("insert into people values (1, 'one')");
    }
    Files.createDirectories(lab.folder().resolve("events"));
    Files.createDirectories(lab.folder().resolve("in"));
    Files.writeString(lab.folder().resolve("in/a.csv"), "id\n1\n");
    Files.writeString(
        lab.folder().resolve("secret.conf"),
        FireLab.conf(lab)
            + """
            flarepath {
              depots {
                h2 { kind = jdbc, url = "jdbc:h2:file:FOLDER/people;PASSWORD=MARK-20-", user = app }
                far { kind = jdbc, url = "jdbc:postgresql://127.0.0.1:1/x?sslpassword=MARK-22-&password=MARK-21-"
                      user = app, password = "pre-"${FIRE_PART}"-suf" }
                topic { kind = connector, format = kafka, options {
                  "kafka.sasl.jaas.config" = "Login required username=\\"u\\" password=\\"MARK-23-\\";"
                  "kafka.bootstrap.servers" = "127.0.0.1:1" } }
                in { kind = files, root = "FOLDER/in" }
              }
              catalogs.icebase { credential = "MARK-24-", token = ${FIRE_TOKEN}, jdbc.password = "MARK-25-"
                s3.secret-access-key = "MARK-26-", header.Authorization = "Bearer MARK-27-" }
              spark {
                "spark.hadoop.fs.s3a.secret.key" = "MARK-28-"
                "spark.hadoop.fs.azure.account.key.x.dfs.core.windows.net" = "MARK-29-"
                "spark.hadoop.fs.azure.sas.c.x.blob" = "?sv=1&sig=MARK-30-"
                "spark.flarepath.backup" = "https://app:MARK-31-@h/x"
                "spark.eventLog.enabled" = true
                "spark.eventLog.dir" = "file:FOLDER/events"
                "spark.local.dir" = "FOLDER/local"
              }
            }
            """
                .replace("MARK-", SecretPlants.MARK)
                .replace("FOLDER", lab.folder().toString()));
  }

  @Test
  void aRunThatWorksLeavesNoneAtTheLowestLevelOfTheLog() throws Exception {
    job(
        """
        - name: people
          dataset: dataos://h2:PUBLIC/PEOPLE
          options: {password: "MARK-20-", fetchsize: 10, spareToken: "a${FIRE_SPARE}b"}
        - name: events
          dataset: dataos://icebase:retail/events
        - name: rows
          dataset: dataos://in:none/a.csv
          format: csv
          options: {apiToken: MARK-40-, header: true, key_pem: "${FIRE_KEY}"}
        """,
        "select e.id, p.name from events e left join people p on e.id = p.id"
            + " where coalesce(p.name, '') <> '${FIRE_PASSWORD_SQL}' and '${DB_PASSWORD}' <> 'x'",
        "dataos://icebase:retail/copy");
    Child child = call("run", "job.yaml", "-v");
    assertThat(child.exit()).as(child.text()).isZero();
    assertThat(lab.tables().rows("copy")).hasSize(2);
    assertThat(log()).contains("DEBUG", "***").doesNotContain("logSlowEvent");
    assertThat(events()).contains("SparkListenerSQLExecutionStart");
    assertNoSecrets();
  }

  @Test
  void runsThatFailLeaveNoneAtAll() throws Exception {
    job(
        """
        - name: events
          dataset: dataos://far:public/${DB_PASSWORD}
          options: {password: "MARK-41-"}
        """,
        "select * from events",
        "dataos://icebase:retail/copy");
    Child refused = call("run", "job.yaml", "-v", "--debug");
    assertThat(refused.exit()).as(refused.text()).isEqualTo(1);
    job(
        """
        - name: events
          dataset: dataos://icebase:retail/events
        """,
        "select `${DB_PASSWORD}`, * from events where id > ${FIRE_NUMBER_TOKEN}",
        "dataos://icebase:retail/copy");
    Child column = call("run", "job.yaml", "-v", "--debug", "--json");
    assertThat(column.exit()).as(column.text()).isEqualTo(1);
    assertThat(column.text()).contains("UNRESOLVED_COLUMN", "***").doesNotContain("4815162342");
    assertNoSecrets();
  }

  @Test
  void noMistakeInAWorkflowShowsOne() throws Exception {
    List<String> mistakes =
        List.of(
            "- {name: \"${DB_PASSWORD}\", dataset: \"dataos://icebase:a/${DB_PASSWORD}\"}",
            "- {name: events, dataset: \"${DB_PASSWORD}\"}",
            "- {name: events, dataset: \"dataos://${DB_PASSWORD}:retail/events\"}",
            "- {name: events, dataset: dataos://icebase:a/b, format: \"${FIRE_TOKEN}\"}",
            "- {name: events, dataset: dataos://icebase:a/b, passwort: MARK-42-}",
            "- {name: events, dataset: dataos://icebase:a/b, isStream: \"${FIRE_TOKEN}\"}",
            "- {name: events, dataset: dataos://icebase:a/b, options: {password: MARK-43-, password: MARK-44-}}",
            "- {name: events, dataset: dataos://icebase:a/b, options: \"jdbc:x://app:MARK-45-@h\"}",
            "- {name: events, query: \"select ${DB_PASSWORD} from wher where x = '${FIRE_ADDRESS}\"}",
            "- {name: events, dataset: dataos://icebase:a/b, incremental: {context: x, keys: \"${DB_PASSWORD}\"}}",
            "- {name: events, dataset: dataos://icebase:a/b, incremental: {context: x, sql: \"select '$|${DB_PASSWORD}|'\","
                + " keys: [{name: \"${DB_PASSWORD}\", sql: \"${DB_PASSWORD}\"}], state: [{key: \"${DB_PASSWORD}\", value: \"${DB_PASSWORD}\"}]}}",
            "- {name: events, dataset: dataos://icebase:a/b, ${DB_PASSWORD}: 1}",
            "- [");
    List<String> command = new ArrayList<>(List.of("validate"));
    for (String mistake : mistakes) {
      String name = "job%d.yaml".formatted(command.size());
      job(mistake, "select * from ${DB_PASSWORD} wher '${FIRE_ADDRESS}'", "${DB_PASSWORD}");
      Files.move(lab.folder().resolve("job.yaml"), lab.folder().resolve(name));
      command.add(name);
    }
    Files.writeString(
        lab.folder().resolve("job.yaml"),
        "name: test\npassword: %s\npassword: x\n".formatted(SecretPlants.value(46, "")));
    command.add("job.yaml");
    Child text = call(command.toArray(String[]::new));
    assertThat(text.exit()).as(text.text()).isEqualTo(2);
    assertThat(text.text()).contains("password: ****************", "***", "job12.yaml");
    command.add("--json");
    assertThat(call(command.toArray(String[]::new)).exit()).isEqualTo(2);
    assertThat(call("run", ENVIRONMENT.getOrDefault("DB_PASSWORD", "") + ".yaml").exit())
        .isEqualTo(2);
    assertNoSecrets();
  }

  private void job(String inputs, String sql, String dataset) throws IOException {
    Files.writeString(
        lab.folder().resolve("job.yaml"),
        """
        name: test
        workflow:
          dag:
            - name: load
              spec:
                stack: flare:6.0
                envs: {SOME_TOKEN: MARK-50-}
                stackSpec:
                  job:
                    explain: true
                    logLevel: ALL
                    sparkConf:
                      - spark.hadoop.fs.s3a.session.token: MARK-51-
                      - spark.sql.redaction.example.passphrase: MARK-52-
                    inputs:
        INPUTS
                    steps:
                      - sequence:
                          - name: result
                            sql: >
                              SQL
                    outputs:
                      - name: result
                        dataset: DATASET
                        description: from ${FIRE_ADDRESS} with ${DB_PASSWORD}
                        tags: ["by ${FIRE_TOKEN}"]
                        options: {saveMode: overwrite}
        """
            .replace("INPUTS", inputs.strip().indent(14).stripTrailing())
            .replace("SQL", sql)
            .replace("DATASET", dataset)
            .replace("MARK-", SecretPlants.MARK));
  }

  private Child call(String... arguments) throws IOException, InterruptedException {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--conf", "secret.conf"))
            .toArray(String[]::new);
    Map<String, String> environment =
        Stream.concat(
                ENVIRONMENT.entrySet().stream(),
                Stream.of(Map.entry("FIRE_PASSWORD_SQL", SecretPlants.value(2, "&=+/x"))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Child child = Child.start(lab.folder(), environment, Main.class, all);
    child.exit();
    return child;
  }

  private String log() throws IOException {
    return text("logs", "log");
  }

  private String events() throws IOException {
    return text("events", "");
  }

  private String text(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(lab.folder().resolve(folder))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file.toString().endsWith(ending) ? SecretPlants.text(file) : "");
      }
      return all.toString();
    }
  }

  private void assertNoSecrets() throws IOException {
    try (Stream<Path> files = Files.walk(lab.folder())) {
      List<String> found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("secret.conf"))
              .filter(file -> !file.toString().endsWith(".yaml"))
              .flatMap(file -> SecretPlants.in(file).stream())
              .toList();
      assertThat(found.stream().limit(30).toList()).isEmpty();
    }
  }
}
