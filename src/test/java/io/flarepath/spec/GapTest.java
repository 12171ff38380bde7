package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources whose data have long gaps: a gap costs a commit or two, and loses and adds no row. */
@Tag("spark")
class GapTest {

  @RegisterExtension final Lab lab = new Lab();

  /** A row on 1 January and two in February. */
  private void gapOfAMonth() {
    lab.now("2024-02-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-02-02 08:00:00', 2",
            "'2024-02-03 08:00:00', 3");
  }

  private void copyIsWhole() {
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aGapOfAMonthCostsTwoCommits() {
    gapOfAMonth();
    String workflow = LoadJob.daily().yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.windows())
        .containsExactly(
            "(2024-01-01 00:00:00, 2024-01-02 00:00:00]",
            "(2024-01-02 00:00:00, 2024-01-03 00:00:00]",
            "(2024-01-03 00:00:00, 2024-02-03 00:00:00]",
            "(2024-02-03 00:00:00, 2024-02-04 00:00:00]");
    assertThat(run.job().passes().get(2).skipped())
        .hasToString(
            "Optional[skips 30 empty windows, (2024-01-03 00:00:00, 2024-02-02 00:00:00]]");
    assertThat(lab.tables().history("copy")).hasSize(4);
    copyIsWhole();
    assertThat(lab.examine(workflow)).isEmpty();
    assertThat(lab.catchUp(workflow).job().status()).isEqualTo(Status.NOTHING_TO_DO);
  }

  @Test
  void anUndoGoesBackBeforeTheGap() {
    gapOfAMonth();
    String workflow = LoadJob.daily().yaml();
    lab.catchUp(workflow, 3);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-02-03 00:00:00");
    lab.undo(lab.places(workflow).get(0));
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
    assertThat(lab.tables().rows("copy")).containsExactly("2024-01-01 08:00:00 | 1");
    lab.catchUp(workflow);
    copyIsWhole();
  }

  @Test
  void aGapAtTheBeginningCostsTwoCommitsToo() {
    gapOfAMonth();
    String workflow =
        LoadJob.daily().key("start", "sql: select to_timestamp('2023-11-01 00:00:00')").yaml();
    assertThat(lab.catchUp(workflow).job().passes()).hasSize(5);
    copyIsWhole();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) AS n, max(at) AS at FROM events",
        "SELECT c.day AS at, e.id FROM days c LEFT JOIN events e ON to_date(e.at) = c.day",
        "SELECT at, id FROM events UNION ALL SELECT timestamp '2024-01-20 12:00:00', 0L",
      })
  void stepsThatMakeRowsOfNothingSeeEachWindow(String step) {
    gapOfAMonth();
    lab.tables().create("days", "day timestamp", "").insert("days", "'2024-01-20 00:00:00'");
    String workflow =
        LoadJob.daily()
            .input("days", "days")
            .step("out", step)
            .saveMode("append")
            .properties("")
            .partitionedBy("")
            .yaml();
    walks(workflow);
  }

  private void walks(String workflow) {
    Run run = lab.catchUp(workflow, 4);
    assertThat(run.windows())
        .hasSize(4)
        .last()
        .isEqualTo("(2024-01-04 00:00:00, 2024-01-05 00:00:00]");
  }

  @Test
  void aRowOfAnotherPartOfTheQueryKeepsItsWindow() {
    gapOfAMonth();
    String workflow =
        LoadJob.daily()
            .window(
                "select * from all_events where at > '$|start|' and at <= '$|end|' union all"
                    + " select timestamp '2024-01-20 12:00:00', 0L where '$|start|' = '2024-01-20"
                    + " 00:00:00'")
            .saveMode("append")
            .properties("")
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.windows()).contains("(2024-01-03 00:00:00, 2024-01-21 00:00:00]").hasSize(6);
    assertThat(lab.tables().rows("copy")).hasSize(4).contains("2024-01-20 12:00:00 | 0");
  }

  @Test
  void rowsOfTheOutputInSkippedWindowsGo() {
    gapOfAMonth();
    String workflow = LoadJob.daily().yaml();
    lab.catchUp(workflow, 2);
    lab.tables()
        .insert("copy", "'2024-01-02 12:00:00', 11", "'2024-01-15 12:00:00', 12")
        .insert("copy", "'2024-02-03 00:00:00', 13", "'2024-02-03 00:00:01', 14");
    lab.catchUp(workflow, 1);
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1",
            "2024-01-02 12:00:00 | 11", // In a window that was published before.
            "2024-02-02 08:00:00 | 2",
            "2024-02-03 00:00:01 | 14"); // In a window that is not published yet.
  }

  @Test
  void aGapThatReachesToTheClockIsPublishedOnce() {
    gapOfAMonth();
    String workflow = LoadJob.daily().yaml();
    Run run = lab.now("2024-01-31T12:00").catchUp(workflow);
    assertThat(run.windows())
        .containsExactly(
            "(2024-01-01 00:00:00, 2024-01-02 00:00:00]",
            "(2024-01-02 00:00:00, 2024-01-03 00:00:00]",
            "(2024-01-03 00:00:00, 2024-01-31 00:00:00]");
    assertThat(run.job().reason())
        .isEqualTo(
            "the window (2024-01-31 00:00:00, 2024-02-01 00:00:00] is not due before"
                + " 2024-02-01 00:00:00; it is now 2024-01-31 12:00:00");
    assertThat(lab.now("2024-02-04T00:00").catchUp(workflow).job().passes()).hasSize(2);
    copyIsWhole();
  }

  @Test
  void untilEndsAGap() {
    gapOfAMonth();
    String workflow = LoadJob.daily().incremental("until: '2024-01-20 00:00:00'").yaml();
    assertThat(lab.catchUp(workflow).windows())
        .last()
        .isEqualTo("(2024-01-03 00:00:00, 2024-01-20 00:00:00]");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-20 00:00:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "timestamp; hour; select to_timestamp('$|start|') + INTERVAL '1' HOUR; '2024-01-01 00:30:00',1; '2024-01-03 10:30:00',2; '2024-01-03 11:00:00',3; 3",
        "date; day; select date('$|start|') + 1; '2024-01-02',1; '2024-03-10',2; '2024-03-11',3; 4",
        "timestamp_ntz; day; select to_timestamp_ntz('$|start|') + INTERVAL '1' DAY; '2024-01-01 08:00:00',1; '2024-02-02 08:00:00',2; '2024-02-03 08:00:00',3; 4",
        "bigint; 10; select $|start| + 10; 5,1; 995,2; 1000,3; 3",
        "int; 10; select $|start| + 10; 5,1; 995,2; 1000,3; 3",
      })
  void gapsOfEveryTypeAreSkipped(
      String type, String width, String end, String row1, String row2, String row3, int passes) {
    boolean isNumber = width.equals("10");
    lab.now("2024-06-01T00:00")
        .tables()
        .create("events", "at " + type + ", id bigint", "")
        .insert("events", row1, row2, row3);
    String partitions =
        isNumber
            ? "- {type: truncate, column: at, name: part, width: 10}"
            : "- {type: %s, column: at, name: part}".formatted(width);
    String start = isNumber ? "0" : type.equals("date") ? "2024-01-01" : "2024-01-01 00:00:00";
    String workflow =
        LoadJob.daily()
            .key("start", "default: '" + start + "'")
            .key("end", "sql: " + end)
            .partitionedBy(partitions)
            .yaml();
    assertThat(lab.catchUp(workflow).job().passes()).hasSize(passes);
    copyIsWhole();
  }

  /** Text and decimals have no steps, but an order. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "string; > '$|start|' and at <= '$|end|'; cast(date_add(to_date('$|start|'), 1) as string); 2023-12-31; '2024-01-01',1; '2024-02-10',2; 3",
        "string; >= '$|start|' and at < '$|end|'; cast(date_add(to_date('$|start|'), 1) as string); 2024-01-01; '2024-01-01 07',1; '2024-02-10 23',2; 3",
        "string; >= '$|start|' and '$|end|' > at; char(ascii('$|start|') + 2); A; 'B',1; 'é',2; 3",
        "decimal(10,2); > $|start| and at <= $|end|; cast($|start| + 10 as decimal(10,2)); 0.00; 5,1; 204.75,2; 3",
        "decimal(10,2); >= '$|start|' and at < '$|end|'; cast($|start| + 10 as decimal(10,2)); 0.00; 5,1; 204.75,2; 3",
      })
  void gapsOfTypesWithoutStepsAreSkippedToo(
      String type,
      String condition,
      String end,
      String start,
      String row1,
      String row2,
      int passes) {
    lab.now("2024-06-01T00:00")
        .tables()
        .create("events", "at " + type + ", id bigint", "")
        .insert("events", row1, row2, "cast(null as " + type + "), 3");
    String workflow =
        LoadJob.daily()
            .window("select * from all_events where at " + condition)
            .key("start", "sql: select cast('%s' as %s)".formatted(start, type))
            .key("end", "sql: select " + end)
            .incremental("until: select " + (type.equals("string") ? "'ÿ'" : "'999'"))
            .partitionedBy("")
            .yaml();
    Run run = lab.catchUp(workflow);
    assertThat(run.said()).isEmpty();
    assertThat(run.windows()).hasSize(passes);
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT at AS moved, id FROM events",
        "SELECT e.at, e.id FROM events e JOIN others o ON e.id <> o.id",
        "SELECT at, count(*) AS n FROM events GROUP BY at",
        "SELECT at, id FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY at) AS n FROM"
            + " events) WHERE n = 1",
        "SELECT to_date(at) AS day, id FROM events",
      })
  void stepsThatMakeNothingOfNothingAreSkipped(String step) {
    gapOfAMonth();
    lab.tables().create("others", "id bigint", "").insert("others", "7");
    LoadJob job =
        LoadJob.daily()
            .window("select * from all_events where at >= '$|start|' and at < '$|end|'")
            .input("others", "others")
            .step("out", step)
            .partitionedBy("");
    assertThat(lab.catchUp(job.yaml()).job().passes()).hasSize(4);
    assertThat(lab.tables().rows("copy")).hasSize(3);
  }

  @Test
  void aStepMayShadowAnInputAndKeepItsRows() {
    gapOfAMonth();
    lab.tables().create("others", "id bigint", "").insert("others", "1", "2", "3");
    String workflow =
        LoadJob.daily()
            .input("others", "others")
            .step("others", "SELECT id + 1 AS id FROM others")
            .step("kept", "SELECT * FROM events")
            .step("cached", "CACHE TABLE cached AS SELECT * FROM kept")
            .step("out", "SELECT e.* FROM cached e JOIN others o ON e.id = o.id")
            .yaml();
    // The first window has a row, and its result none.
    assertThat(lab.catchUp(workflow).job().passes()).hasSize(3);
    assertThat(lab.tables().rows("copy"))
        .isEqualTo(List.of("2024-02-02 08:00:00 | 2", "2024-02-03 08:00:00 | 3"));
  }

  @Test
  void aSelfJoinWhoseSidesAreBoundedApartIsNoWindowToSkip() {
    gapOfAMonth();
    String workflow =
        LoadJob.daily()
            .window(
                "select b.at, b.id from all_events a join all_events b on a.id = b.id where a.at >"
                    + " '$|start|' and b.at <= '$|end|'")
            .yaml();
    walks(workflow);
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void otherWritesComeToTheSame(String saveMode) {
    gapOfAMonth();
    String workflow = LoadJob.daily().saveMode(saveMode).properties("").yaml();
    assertThat(lab.catchUp(workflow).job().passes()).hasSize(4);
    assertThat(lab.tables().rows("copy"))
        .isEqualTo(
            saveMode.equals("append")
                ? lab.tables().rows("events")
                : List.of("2024-02-03 08:00:00 | 3"));
  }

  @Test
  void assertionsSeeEachWindow() {
    gapOfAMonth();
    String workflow = LoadJob.daily().assertions("- {column: id, tests: ['max < 9']}").yaml();
    walks(workflow);
  }
}
