package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.OldSnapshots;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Old snapshots expire, and state, undo and history work as before. */
@Tag("spark")
class HistoryLimitedTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void sixDays() {
    lab.tables().create("events", "at timestamp, id bigint", "days(at)");
    lab.tables()
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 08:00:00', 2",
            "'2024-01-03 08:00:00', 3",
            "'2024-01-04 08:00:00', 4",
            "'2024-01-05 08:00:00', 5",
            "'2024-01-06 08:00:00', 6");
  }

  /** Snapshots of others, which need not be old. */
  private void old300() {
    OldSnapshots.add(lab.tables().table("copy"), 300);
    lab.tables()
        .sql("ALTER TABLE {}copy SET TBLPROPERTIES ('history.expire.max-snapshot-age-ms' = '1')");
  }

  private int snapshots() {
    return lab.tables().history("copy").size();
  }

  @Test
  void aTableThatARunMadeKeepsItsNewestSnapshots() {
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("flarepath.expire-snapshots", "true")
        .containsEntry("write.metadata.delete-after-commit.enabled", "true");
    old300();
    lab.run(workflow);
    // The last publish was before the 300, so that all of them stayed.
    assertThat(snapshots()).isEqualTo(302);
    lab.run(workflow);
    assertThat(snapshots()).isEqualTo(101);
    lab.run(workflow);
    assertThat(snapshots()).isEqualTo(102);
    assertThat(lab.tables().rows("copy")).hasSize(4);
    assertThat(lab.examine(workflow))
        .extracting(Diagnostic::code)
        .containsExactly(Code.ROWS_WAITING);
    lab.undo(lab.places(workflow).get(0));
    lab.undo(lab.places(workflow).get(0));
    assertThat(lab.tables().rows("copy")).hasSize(2);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableThatOthersMadeKeepsAllUnlessTheWorkflowSaysSo() {
    lab.tables().create("copy", "at timestamp, id bigint", "days(at)");
    lab.tables().insert("copy", "'2023-01-01 00:00:00', 0");
    old300();
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    lab.run(workflow);
    assertThat(snapshots()).isEqualTo(303);
    String asking =
        LoadJob.daily()
            .properties(
                "overwrite-mode: dynamic, flarepath.expire-snapshots: true,"
                    + " history.expire.min-snapshots-to-keep: 20")
            .yaml();
    lab.run(asking);
    assertThat(snapshots()).isEqualTo(21);
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("flarepath.expire-snapshots", "true");
  }

  @Test
  void aWorkflowMayKeepThemAll() {
    String workflow =
        LoadJob.daily()
            .properties("overwrite-mode: dynamic, flarepath.expire-snapshots: false")
            .yaml();
    lab.run(workflow);
    old300();
    lab.run(workflow);
    lab.run(workflow);
    assertThat(snapshots()).isEqualTo(303);
  }

  @Test
  void theSwitchIsOnOrOff() {
    String workflow =
        LoadJob.daily()
            .properties("overwrite-mode: dynamic, flarepath.expire-snapshots: often")
            .yaml();
    assertThat(lab.problems(workflow))
        .extracting(Diagnostic::code, Diagnostic::message)
        .containsExactly(
            tuple(
                Code.BAD_VALUE,
                "the table property `flarepath.expire-snapshots` cannot be `often`"));
  }
}
