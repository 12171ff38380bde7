package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.untaken.RowChange;
import io.flarepath.untaken.WindowRows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code doctor --count}: windows that lack rows are found, whoever wrote the table. */
@Tag("spark")
class CountedWindowsTest {

  private static final int ALL = 100;

  @RegisterExtension final Lab lab = new Lab();

  private final String workflow = LoadJob.daily().yaml();

  @BeforeEach
  void threeDays() {
    lab.now("2024-01-04T06:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3",
            "'2024-01-02 10:00:00', 4",
            "'2024-01-03 10:00:00', 5",
            "'2024-01-04 01:00:00', 6");
  }

  @Test
  void windowsThatAreWholeAreNothingToSay() {
    lab.catchUp(workflow);
    assertThat(lab.count(workflow, ALL)).isEmpty();
    assertThat(numbers(workflow)).containsExactly("2=2", "2=2", "1=1");
  }

  @Test
  void aWindowThatLostItsRowsIsFoundWithTheCommandThatLoadsItAgain() {
    lab.catchUp(workflow);
    lab.tables().sql("DELETE FROM {}copy WHERE at > '2024-01-02' AND at <= '2024-01-03'");
    List<Diagnostic> found = lab.count(workflow, ALL);
    assertThat(TextRenderer.plain().render(found).strip())
        .isEqualTo(
            """
            warning[FP3215]: 1 window of `load` in icebase.retail.copy has no rows, though the source has some: 2 rows are missing
              = note: [2024-01-02 00:00:00.000001, 2024-01-03 00:00:00.000001): 2 rows in the source, none in the table
              = help: load the window again; the state does not change: `flarepath backfill WORKFLOW --job load --key all_events.end='2024-01-03 00:00:00' --key all_events.start='2024-01-02 00:00:00'`
              = help: if the job appends, first delete the window's rows from the table""");
    lab.backfill(
        workflow,
        Map.of("all_events.start", "2024-01-02 00:00:00", "all_events.end", "2024-01-03 00:00:00"));
    assertThat(lab.count(workflow, ALL)).isEmpty();
  }

  @Test
  void aTableWithoutAnyRecordOfItsWindowsIsCountedByItsState() {
    lab.tables()
        .create("copy", "at timestamp, id bigint", "days(at)")
        .insert("copy", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 3")
        .insert("copy", "'2024-01-03 10:00:00', 5", "'2024-01-03 10:00:00', 5")
        .sql(
            "ALTER TABLE {}copy SET TBLPROPERTIES"
                + " ('flarepath.state.load.all_events.start'='2024-01-04 00:00:00')");
    assertThat(numbers(workflow)).containsExactly("2=1", "2=1", "1=2");
    assertThat(lab.count(workflow, ALL))
        .extracting(Diagnostic::message)
        .containsExactly(
            "2 windows of `load` in icebase.retail.copy have fewer rows than the source: 2 rows are"
                + " missing",
            "1 window of `load` in icebase.retail.copy has more rows than the source: 1 row too"
                + " many");
    assertThat(lab.count(workflow, ALL))
        .extracting(Diagnostic::severity)
        .containsOnly(Severity.WARNING);
  }

  @Test
  void onlyRowsThatTheIncrementalSqlSelectsAreCounted() {
    String some =
        LoadJob.daily()
            .window(
                "select at as moment, id from all_events where at > '$|start|' AND at <= '$|end|'"
                    + " AND id <> 3")
            .partitionedBy("- {type: day, column: moment, name: moment_day}")
            .yaml();
    lab.catchUp(some);
    assertThat(numbers(some)).containsExactly("2=2", "1=1", "1=1");
    assertThat(lab.counted(some, ALL).get(0).changes()).isEmpty();
  }

  @Test
  void aDayThatIsMadeOfTheColumnTellsTheWindowToo() {
    String days =
        LoadJob.daily()
            .window("select * from all_events where at >= '$|start|' AND at < '$|end|'")
            .step("days", "select to_date(at) as day, id from events")
            .partitionedBy("- {type: identity, column: day}")
            .yaml();
    lab.catchUp(days);
    assertThat(numbers(days)).containsExactly("1=1", "3=3", "1=1");
    lab.tables().sql("DELETE FROM {}copy WHERE id = 4");
    assertThat(lab.count(days, ALL))
        .extracting(Diagnostic::message)
        .containsExactly(
            "1 window of `load` in icebase.retail.copy has fewer rows than the source: 1 row is"
                + " missing");
  }

  @Test
  void otherNumbersThatTheJobMakesAreOnlyANote() {
    String counts =
        LoadJob.daily()
            .window("select * from all_events where at >= '$|start|' AND at < '$|end|'")
            .step(
                "counts",
                "select to_date(at) as day, count(*) as n from events where id > 3 group by 1")
            .partitionedBy("- {type: identity, column: day}")
            .yaml();
    lab.tables().insert("events", "'2024-01-03 11:00:00', 7");
    lab.catchUp(counts);
    List<Diagnostic> found = lab.count(counts, ALL);
    assertThat(found)
        .extracting(Diagnostic::message)
        .containsExactly(
            "1 window of `load` in icebase.retail.copy has no rows, though the source has some: 1"
                + " row is missing",
            "2 windows of `load` in icebase.retail.copy have fewer rows than the source, as expected:"
                + " the job filters and aggregates");
    assertThat(found)
        .extracting(Diagnostic::severity)
        .containsExactly(Severity.WARNING, Severity.NOTE);
  }

  @Test
  void whatTheJobDoesToItsRowsIsFoundInItsSteps() {
    lab.tables().create("names", "id bigint, name string", "");
    String joined =
        LoadJob.daily()
            .input("names", "names")
            .step("pairs", "select e.* from events e left join names n on e.id = n.id")
            .step("one", "select * from pairs lateral view explode(array(1, 2)) x as n")
            .yaml();
    lab.catchUp(joined);
    assertThat(lab.counted(joined, ALL).get(0).changes())
        .containsExactlyInAnyOrder(RowChange.JOINS, RowChange.MAKES_SEVERAL);
    assertThat(lab.count(joined, ALL)).extracting(Diagnostic::severity).containsOnly(Severity.NOTE);
  }

  @Test
  void aResultThatDoesNotTellTheWindowCannotBeCounted() {
    String ids =
        LoadJob.daily()
            .step("ids", "select id from events")
            .saveMode("append")
            .partitionedBy("")
            .yaml();

    lab.catchUp(ids);
    assertThat(TextRenderer.plain().render(lab.count(ids, ALL)).strip())
        .isEqualTo(
            """
            note[FP3216]: the windows of `load` in icebase.retail.copy cannot be counted
              = note: the result has no column that determines the window's `at`""");
  }

  @Test
  void ofTooManyWindowsTheNewestAreCounted() {
    lab.catchUp(workflow);
    assertThat(lab.counted(workflow, 2).get(0).windows())
        .extracting(window -> window.window().toString())
        .containsExactly(
            "[2024-01-02 00:00:00.000001, 2024-01-03 00:00:00.000001)",
            "[2024-01-03 00:00:00.000001, 2024-01-04 00:00:00.000001)");
    assertThat(lab.count(workflow, 2))
        .extracting(Diagnostic::code)
        .containsExactly(Code.COUNT_IMPOSSIBLE);
    assertThat(lab.count(workflow, 2).get(0).notes())
        .containsExactly(
            "only 2 windows are counted: from [2024-01-02 00:00:00.000001, 2024-01-03"
                + " 00:00:00.000001) to [2024-01-03 00:00:00.000001, 2024-01-04 00:00:00.000001)");
  }

  private List<String> numbers(String yaml) {
    return lab.counted(yaml, ALL).get(0).windows().stream().map(CountedWindowsTest::text).toList();
  }

  private static String text(WindowRows window) {
    return window.inSource() + "=" + window.inTable();
  }
}
