package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are counted by the statistics of the files they are in, wherever those can be trusted. */
@Tag("spark")
class CountedInFilesTest {

  @RegisterExtension final Lab lab = new Lab();

  private final Queue<String> plans = new ConcurrentLinkedQueue<>();
  private final SparkListener listener =
      new SparkListener() {
        @Override
        public void onOtherEvent(SparkListenerEvent event) {
          if (event instanceof SparkListenerSQLExecutionStart start) {
            plans.add(start.physicalPlanDescription());
          }
        }
      };

  @BeforeEach
  void threeDays() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, day date, n int, price decimal(10, 2), id bigint", "")
        .insert(
            "events",
            "'2024-01-01 00:00:00', DATE'2024-01-01', 1, 0.01, 1",
            "'2024-01-01 23:59:59.999999', DATE'2024-01-01', 2, 0.99, 2",
            "'2024-01-02 08:00:00', DATE'2024-01-02', 11, 1.00, 3",
            "'2024-01-02 09:00:00', DATE'2024-01-02', 12, 1.50, 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          at    ; timestamp'2024-01-01'         ; timestamp'$|start|' + INTERVAL '1' DAY
          day   ; date'2024-01-01'              ; date'$|start|' + INTERVAL '1' DAY
          n     ; 1                             ; cast('$|start|' as int) + 10
          price ; cast(0.01 as decimal(10, 2))  ; cast(1.00 as decimal(10, 2))
          """)
  void aPlainCopyCountsNoRowOnTheWay(String column, String start, String end)
      throws TimeoutException {
    LoadJob job =
        LoadJob.daily()
            .key("start", "sql: \"select " + start + "\"")
            .key("end", "sql: \"select " + end + "\"")
            .window(
                "select * from all_events where %1$s >= '$|start|' AND %1$s < '$|end|'"
                    .formatted(column))
            .partitionedBy("");
    Run run = listening(() -> lab.run(job.yaml()));
    assertThat(run.counts()).containsExactly("2+0");
    assertThat(run.output().counts().rowsLeaked()).isZero();
    assertThat(plans.stream().filter(plan -> plan.contains("AppendData")))
        .isNotEmpty()
        .noneMatch(plan -> plan.contains("CollectMetrics"));
  }

  @ParameterizedTest
  @CsvSource({
    "write.format.default, parquet",
    "write.format.default, orc",
    "write.format.default, avro",
    "write.metadata.metrics.default, none",
    "write.metadata.metrics.column.at, counts",
    "write.metadata.metrics.column.at, full",
    "format-version, 3"
  })
  void aLeakIsFoundWhateverTheStatisticsTell(String property, String value) {
    lab.tables()
        .create("copy", "at timestamp, id bigint", "days(at)")
        .sql("ALTER TABLE {}copy SET TBLPROPERTIES ('%s' = '%s')".formatted(property, value));
    String leaks =
        "SELECT CASE id WHEN 1 THEN at + INTERVAL '9' DAY WHEN 2 THEN null ELSE at END AS at, id"
            + " FROM events";
    Run refused = lab.run(aligned().step("out", leaks).yaml());
    assertThat(refused.failure().code()).isEqualTo(Code.ROWS_OUTSIDE_WINDOW);
    assertThat(refused.failure().toString()).contains("2 rows of the result `out`");
    assertThat(refused.failure().toString()).contains("values outside it include");
    assertThat(refused.failure().toString()).contains("2024-01-10 00:00:00");
    assertThat(lab.tables().rows("copy")).isEmpty();
    assertThat(lab.tables().history("copy")).isEmpty();
    assertThat(lab.tables().orphans("copy")).isEmpty();
    assertThat(lab.run(aligned().step("out", "SELECT at, id FROM events").yaml()).counts())
        .containsExactly("2+0");
  }

  @Test
  void aLeakIsFoundInATableThatGetsTheColumnOfItsWindow() {
    lab.tables().create("copy", "id bigint", "");
    LoadJob job = aligned().partitionedBy("").options("schemaChange: add");
    Run refused =
        lab.run(job.step("out", "SELECT id, at + INTERVAL '9' DAY AS at FROM events").yaml());
    assertThat(refused.failure().code()).isEqualTo(Code.ROWS_OUTSIDE_WINDOW);
    assertThat(refused.failure().toString()).contains("2 rows of the result `out`");
    assertThat(lab.tables().history("copy")).isEmpty();
  }

  @Test
  void aNullInTheColumnOfTheWindowIsALeak() {
    String nulls = "SELECT IF(id = 2, null, at) AS at, id FROM events";
    Run refused = lab.run(aligned().step("out", nulls).yaml());
    assertThat(refused.failure().toString()).contains("a row of the result `out` lies outside");
    assertThat(refused.failure().toString()).contains("values outside it include null");
  }

  @Test
  void theEndOfTheWindowIsOutside() {
    String atTheEnd = "SELECT IF(id = 2, at + INTERVAL '1' MICROSECOND, at) AS at, id FROM events";
    Run refused = lab.run(aligned().step("out", atTheEnd).yaml());
    assertThat(refused.failure().toString()).contains("a row of the result `out` lies outside");
    assertThat(refused.failure().toString()).contains("include 2024-01-02 00:00:00");
  }

  private static LoadJob aligned() {
    return LoadJob.daily()
        .window("select at, id from all_events where at >= '$|start|' AND at < '$|end|'");
  }

  private Run listening(Supplier<Run> work) throws TimeoutException {
    lab.session().sparkContext().listenerBus().waitUntilEmpty(10_000);
    lab.session().sparkContext().addSparkListener(listener);
    try {
      Run run = work.get();
      lab.session().sparkContext().listenerBus().waitUntilEmpty(10_000);
      return run;
    } finally {
      lab.session().sparkContext().removeSparkListener(listener);
    }
  }
}
