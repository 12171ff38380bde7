package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can be wrong with a job once it runs: what we say is in {@code failures/}, and
 * the table is as it was.
 */
@Tag("spark")
class FailuresTest {

  private static final Map<String, LoadJob> FAULTS = new LinkedHashMap<>();

  static {
    fault("step-names-a-missing-column", usual().step("out", "SELECT at, idd FROM events"));
    fault(
        "step-is-wrong-in-its-second-line",
        usual().step("out", "SELECT at,\nupperr(v) AS v,\nid FROM events"));
    fault(
        "step-shadows-and-fails-later",
        usual()
            .step("a", "SELECT * FROM events")
            .step("b", "SELECT at, id, v, 1 AS w FROM a WHERE w > 0"));
    fault(
        "a-row-cannot-be-computed",
        usual()
            .step(
                "out",
                "SELECT at, id, CAST(raise_error('bad row ' || id) AS string) v FROM events"));
    fault("the-input-is-missing", usual().from("nowhere"));
    fault("the-window-names-a-missing-column", usual().window(where("happened")));
    fault("key-gives-no-row", usual().key("end", "sql: select at from all_events where id < 0"));
    fault("key-gives-two-rows", usual().key("end", "sql: select id from all_events order by id"));
    fault("key-gives-two-columns", usual().key("end", "sql: select 1, 2"));
    fault("key-gives-null", usual().key("end", "sql: select max(at) from all_events where id < 0"));
    fault("key-names-a-missing-view", usual().key("end", "sql: select max(at) from icebase.no.t"));
    fault("key-is-no-time", usual().key("end", "default: soon"));
    fault("the-window-ends-before-it-starts", usual().key("end", "default: '2023-12-01'"));
    fault("the-state-gives-no-row", usual().state("- {key: start, value: select 1 where 1 = 0}"));
    fault(
        "sort-column-is-missing",
        usual().options("sort: {mode: partition, columns: [{name: att, order: asc}]}"));
    fault(
        "merge-key-is-missing",
        usual()
            .properties("")
            .options("merge: {onClause: old.id = new.idd, whenClause: matched then update set *}"));
    fault(
        "partition-column-is-missing", usual().to("new").partitionedBy("- {type: day, column: a}"));
    fault(
        "partition-has-the-name-of-a-column",
        usual().to("new").partitionedBy("- {type: day, column: at, name: id}"));
    fault(
        "partition-does-not-fit-its-column",
        usual().to("new").partitionedBy("- {type: day, column: v, name: v_day}"));
    fault("result-lacks-a-column", usual().step("out", "SELECT at, id FROM events"));
    fault("result-has-another-column", usual().step("out", "SELECT *, id + 1 AS next FROM events"));
    fault("result-has-another-type", usual().step("out", "SELECT at, v AS id, v FROM events"));
    fault(
        "result-has-a-column-twice",
        usual().to("new").step("out", "SELECT e.*, e.id FROM events e"));
    fault(
        "result-has-a-column-without-a-type",
        usual().to("new").step("out", "SELECT *, null AS nothing FROM events"));
    fault(
        "result-has-a-column-that-iceberg-cannot-keep",
        usual().to("new").step("out", "SELECT *, INTERVAL '1' DAY AS pause FROM events"));
    fault(
        "rows-lie-outside-the-window",
        usual().step("out", "SELECT at + INTERVAL '2' DAY AS at, id, v FROM events"));
    fault(
        "a-row-has-no-time",
        usual().step("out", "SELECT IF(id = 2, null, at) AS at, id, v FROM events"));
    fault(
        "the-new-table-would-be-empty",
        usual()
            .to("new")
            .step("out", "SELECT at, id, CAST(raise_error('no') AS string) AS v FROM events"));
    fault("files-are-missing", usual().whole().fromDataset("dataos://files:none/none.csv"));
  }

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void aTableWithOneDayLoaded() {
    lab.now("2024-01-05T00:00")
        .tables()
        .create("events", "at timestamp, id bigint, v string", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1, 'a'", "'2024-01-02 09:00:00', 2, 'b'");
    lab.run(usual().yaml());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatIsWrongAndLeavesTheTableAsItWas(String fault) {
    List<String> rows = lab.tables().rows("copy");
    String location = lab.tables().metadataFile("copy");
    Run run = lab.run(FAULTS.get(fault).yaml());
    Golden.assertMatches("failures/" + fault + ".txt", said(run));
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(run.job().passes()).isEmpty();
    assertThat(lab.tables().metadataFile("copy")).isEqualTo(location);
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(lab.tables().exists("new")).isFalse();
    assertThat(lab.tables().orphans("copy")).isEmpty();
  }

  @Test
  void aDataFileThatIsGoneIsAChangeOfTheSource() throws IOException {
    try (Stream<Path> files = Files.walk(lab.folder().resolve("warehouse/retail/events/data"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        Files.delete(file);
      }
    }
    Run run = lab.run(usual().yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SOURCE_CHANGED);
    assertThat(run.failure().message())
        .isEqualTo("the table icebase.retail.events changed while it was read");
    assertThat(run.failure().notes().get(0)).contains("at_day=2024-01-0");
  }

  @Test
  void everyGoldenFileHasItsFault() throws IOException {
    try (Stream<Path> files = Files.list(Golden.path("failures"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(FAULTS.keySet());
    }
  }

  static Stream<String> faults() {
    return FAULTS.keySet().stream();
  }

  private String said(Run run) {
    return run.said().replace(lab.folder().toString(), "/lab");
  }

  private static void fault(String name, LoadJob job) {
    FAULTS.put(name, job);
  }

  private static LoadJob usual() {
    return LoadJob.daily();
  }

  private static String where(String column) {
    return "select * from all_events where %s > '$|start|' AND %s <= '$|end|'"
        .formatted(column, column);
  }
}
