package io.flarepath.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.lab.InputJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.WorkflowPlanner;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Schema;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what the user wrote to where an input's rows are. */
class SourcesTest {

  private static final Settings SETTINGS =
      new Settings(
          Map.of(
              "icebase", new Depot.Iceberg("icebase", "icebase"),
              "lake", new Depot.Iceberg("lake", "icebase"),
              "local", new Depot.Files("local", "data/"),
              "s3", new Depot.Files("s3", "s3a://bucket/root"),
              "pg", new Depot.Jdbc("pg", "jdbc:postgresql://h/db", Map.of("user", "u")),
              "es", new Depot.Connector("es", "elasticsearch", Map.of("es.nodes", "h")),
              "mongo", new Depot.Connector("mongo", "MongoDB", Map.of())),
          Map.of("icebase", new CatalogSettings("icebase", Map.of("type", "rest"))),
          Map.of(),
          new RunSettings(
              1,
              Duration.ofMinutes(10),
              Duration.ofDays(1),
              1,
              "UTC",
              "logs",
              "logs/runs",
              "icebase.flarepath.state",
              false));

  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "dataos://local:none/a.csv,            data/a.csv",
    "dataos://local:none/a.csv?acl=rw,     data/a.csv",
    "dataos://local:x/y/z/a.csv,           data/x/y/z/a.csv",
    "dataos://local:x/*/a?.csv,            data/x/*/a?.csv",
    "dataos://local:x/a?.csv?acl=r&b=c,    data/x/a?.csv",
    "'dataos://s3:x/{a,b}.csv',            's3a://bucket/root/x/{a,b}.csv'",
    "local:none/a.csv,                     data/a.csv",
    "s3a://bucket/a.csv,                   s3a://bucket/a.csv",
    "gs://bucket/a.csv,                    gs://bucket/a.csv",
    "hdfs://name:8020/a.csv,               hdfs://name:8020/a.csv",
    "file:/tmp/a.csv,                      file:/tmp/a.csv",
    "file:///tmp/a.csv,                    file:///tmp/a.csv",
    "/tmp/a.csv.gz,                        /tmp/a.csv.gz",
    "data/a.CSV,                           data/a.CSV",
  })
  void findsFiles(String dataset, String path) {
    DataSource.Files files =
        source("dataset: '" + dataset + "'").orElseThrow().asFiles().orElseThrow();
    assertThat(files.path()).isEqualTo(path);
    assertThat(files.format()).isEqualTo(Formats.CSV);
    assertThat(files.root().isPresent())
        .isEqualTo(dataset.contains("local:") || dataset.contains("s3:"));
  }

  @Test
  void findsTables() {
    TableName orders = new TableName("icebase", List.of("retail"), "orders");
    assertThat(source("dataset: dataos://lake:retail/orders?acl=rw"))
        .contains(new DataSource.Table(orders));
    assertThat(source("dataset: dataos://lake:retail/orders.History\nformat: ICEBERG"))
        .contains(new DataSource.Table(orders, Optional.of("history")));
    assertThat(source("dataset: dataos://lake:retail"))
        .contains(new DataSource.Table(new TableName("icebase", List.of("retail"), "rows")));
  }

  @Test
  void tellsConnectorsWhatIsMeant() {
    assertThat(connector("dataset: dataos://pg:public/orders").options())
        .isEqualTo(
            Map.of("user", "u", "url", "jdbc:postgresql://h/db", "dbtable", "public.orders"));
    assertThat(connector("dataset: dataos://pg:none/orders").options())
        .containsEntry("dbtable", "orders");
    assertThat(connector("dataset: dataos://pg:db/public/orders").options())
        .containsEntry("dbtable", "db.public.orders");
    assertThat(connector("dataset: dataos://pg:public/x\noptions: {query: select 1}").options())
        .doesNotContainKey("dbtable");
    assertThat(connector("dataset: dataos://es:none/idx").options())
        .isEqualTo(Map.of("es.nodes", "h", "path", "idx"));
    assertThat(connector("dataset: dataos://mongo:shop/orders\nformat: mongo").options())
        .isEqualTo(Map.of("database", "shop", "collection", "orders"));
  }

  @Test
  void whatAConnectorIsCalledHoldsNoOptions() {
    assertThat(connector("dataset: dataos://pg:public/orders")).hasToString("public.orders in pg");
  }

  @Test
  void findsSchemasFromTheWorkflowsFolderOn() {
    assertThat(schema("schemas/a.avsc")).isEqualTo("jobs/schemas/a.avsc");
    assertThat(schema("/a.avsc")).isEqualTo("/a.avsc");
    assertThat(schema("s3a://bucket/a.avsc")).isEqualTo("s3a://bucket/a.avsc");
    assertThat(schema("dataos://s3:none/a.avsc")).isEqualTo("s3a://bucket/root/a.avsc");
    assertThat(input("dataset: a.json\nschemaPath: dataos://lake:none/a.avsc").isEmpty()).isTrue();
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly("a file is expected here");
  }

  private Optional<DataSource> source(String keys) {
    return input(keys).map(InputPlan::source);
  }

  private DataSource.Connector connector(String keys) {
    return (DataSource.Connector) source(keys).orElseThrow();
  }

  private String schema(String path) {
    Schema schema =
        input("dataset: a.json\nschemaPath: " + path).orElseThrow().schema().orElseThrow();
    return ((Schema.File) schema).path().value();
  }

  private Optional<InputPlan> input(String keys) {
    return new WorkflowReader(Map.of())
        .read(new Source("jobs/test.yaml", InputJob.reading(keys).yaml()), problems)
        .flatMap(
            read ->
                new WorkflowPlanner(SETTINGS, new CatalystSqlParser(), Plans.STRATEGIES)
                    .plan(read, problems))
        .map(plan -> ((JobPlan.Load) plan.jobs().get(0)).inputs().get(0));
  }
}
