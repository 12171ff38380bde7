package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.function.Functions;
import io.flarepath.lab.Plans;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever of a workflow is addressed in a depot stays in it, and validate says what does not. */
class DepotAddressesTest {

  private static final Settings SETTINGS =
      new Settings(
          Map.of(
              "icebase", new Depot.Iceberg("icebase", "icebase"),
              "lake", new Depot.Files("lake", "/data/lake")),
          Map.of(
              "icebase",
              new CatalogSettings(
                  "icebase", Map.of("type", "hadoop", "warehouse", "/data/warehouse"))),
          Map.of(),
          Plans.SETTINGS.run());

  @Test
  void allOfThemAreSaidAtOnceEachAtItsPlace() {
    String yaml =
        """
        name: test
        workflow:
          dag:
            - name: load
              spec:
                stack: flare:6.0
                stackSpec:
                  job:
                    inputs:
                      - {name: a, dataset: 'dataos://lake:raw/../../a', format: json}
                      - {name: b, dataset: 'dataos://lake:none/%2e%2e/b', format: json}
                      - {name: c, dataset: 'lake:raw/c{/x,/../../y}', format: json}
                      - {name: d, dataset: 'dataos://icebase:retail/..'}
                      - {name: e, dataset: 'dataos://icebase:../e'}
                      - name: f
                        dataset: dataos://lake:raw/f
                        format: json
                        schemaPath: dataos://lake:schemas/../../f.avsc
                      - {name: g, query: 'SELECT * FROM icebase.`..`.g'}
                    steps:
                      - sequence:
                          - {name: result, sql: 'SELECT * FROM icebase.`x/../..`.h'}
                    outputs:
                      - name: result
                        dataset: dataos://lake:out/..\\x
                        format: json
                        options: {saveMode: append}
                      - name: a
                        dataset: dataos://icebase:none/../b
                        options: {saveMode: append}
            - name: check
              spec:
                stack: toolbox
                stackSpec:
                  dataset: dataos://icebase:retail/%2e%2e
                  action: {name: set_version, value: latest}
        """;
    List<Diagnostic> said = found(yaml);
    assertThat(said)
        .filteredOn(each -> each.code() == Code.LEAVES_DEPOT)
        .extracting(Diagnostic::message)
        .contains(
            "`dataos://lake:raw/../../a` may lead out of its depot",
            "`dataos://lake:none/%2e%2e/b` may lead out of its depot",
            "`lake:raw/c{/x,/../../y}` may lead out of its depot",
            "`dataos://icebase:retail/..` may lead out of its depot",
            "`dataos://icebase:../e` may lead out of its depot",
            "`dataos://lake:schemas/../../f.avsc` may lead out of its depot",
            "`icebase....g` may lead out of its catalog",
            "`icebase.x/../...h` may lead out of its catalog",
            "`dataos://lake:out/..\\x` may lead out of its depot",
            "`dataos://icebase:none/../b` may lead out of its depot",
            "`dataos://icebase:retail/%2e%2e` may lead out of its depot");
    assertThat(said)
        .filteredOn(each -> each.code() == Code.LEAVES_DEPOT)
        .allSatisfy(
            each -> {
              assertThat(each.place()).isPresent();
              assertThat(each.notes()).isNotEmpty();
              assertThat(each.help()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dataos://lake:checkpoints/../../x",
        "lake:checkpoints/%2e%2e/x",
        "dataos://icebase:retail/..",
        "icebase:%2e%2e/x",
      })
  void checkpointsDoNotLeaveTheirDepot(String location) {
    assertThat(found(stream(location)))
        .filteredOn(Diagnostic::isError)
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(Code.LEAVES_DEPOT);
              assertThat(said.message()).isEqualTo("`" + location + "` may lead out of its depot");
            });
  }

  @Test
  void checkpointsAreBelowTheRootOfTheirDepot() {
    assertThat(checkpoint("dataos://lake:checkpoints/orders/"))
        .isEqualTo("/data/lake/checkpoints/orders/test/load/icebase.retail.copy in /data/lake");
    assertThat(checkpoint("lake:checkpoints"))
        .isEqualTo("/data/lake/checkpoints/test/load/icebase.retail.copy in /data/lake");
    assertThat(checkpoint("dataos://icebase:retail/orders"))
        .isEqualTo(
            "/data/warehouse/_checkpoints/retail/orders/test/load/icebase.retail.copy in"
                + " /data/warehouse");
    assertThat(checkpoint("/elsewhere/../x"))
        .isEqualTo("/elsewhere/../x/test/load/icebase.retail.copy in nothing");
  }

  @Test
  void theDatasetOfAnOldSinkDoesNotLeaveItsDepot() {
    String yaml =
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
                      - {name: a, dataset: 'dataos://lake:raw/a', format: json}
                    outputs:
                      - {name: out, depot: 'dataos://lake:retail?acl=rw'}
                    steps:
                      - sequence:
                          - {name: b, sql: SELECT * FROM a}
                        sink:
                          - sequenceName: b
                            datasetName: ../../b
                            outputName: out
                            outputType: parquet
        """;
    assertThat(found(yaml))
        .filteredOn(Diagnostic::isError)
        .extracting(Diagnostic::message)
        .containsExactly("`dataos://lake:retail/../../b?acl=rw` may lead out of its depot");
  }

  private static String checkpoint(String location) {
    Problems problems = new Problems();
    RunPlan plan = plan(stream(location), problems).orElseThrow();
    JobPlan.Load job = plan.jobs().get(0).asLoad().orElseThrow();
    Pace.ByStream pace = (Pace.ByStream) job.pace();
    return pace.stream().checkpoint(job.outputs().get(0)).path()
        + " in "
        + pace.stream().checkpoint(job.outputs().get(0)).root().orElse("nothing");
  }

  private static String stream(String checkpoint) {
    return """
        name: test
        workflow:
          dag:
            - name: load
              spec:
                stack: flare:6.0
                stackSpec:
                  job:
                    inputs:
                      - {name: a, dataset: 'dataos://lake:raw/a', format: json, isStream: true}
                    streaming:
                      triggerMode: AvailableNow
                      checkpointLocation: '%s'
                    steps:
                      - sequence:
                          - {name: b, sql: SELECT * FROM a}
                    outputs:
                      - {name: b, dataset: 'dataos://icebase:retail/copy', options: {saveMode: append}}
        """
        .formatted(checkpoint);
  }

  private static List<Diagnostic> found(String yaml) {
    Problems problems = new Problems();
    plan(yaml, problems);
    return problems.all();
  }

  private static Optional<RunPlan> plan(String yaml, Problems problems) {
    return new WorkflowReader(
            Map.of(), Functions.signatures(), Plans.STRATEGIES.forms(), path -> Optional.empty())
        .read(new Source("jobs/test.yaml", yaml), problems)
        .flatMap(
            read ->
                new WorkflowPlanner(SETTINGS, new CatalystSqlParser(), Plans.STRATEGIES)
                    .plan(read, problems));
  }
}
