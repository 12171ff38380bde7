package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.run.ActionRecord;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deleting rows of a table by a condition. */
@Tag("spark")
class DeleteActionsTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    SampleEvents.threeCommits(lab);
  }

  @Test
  void deletesRowsByACondition() {
    ActionRecord done =
        done(
            UpkeepJob.action(
                "delete_from_dataset", "deleteWhere: target.id IN (1, 3) AND target.`it's` <> ''"));
    assertThat(done.counts()).containsExactly(Map.entry("deleted_rows", 2L));
    assertThat(lab.tables().sql("SELECT id FROM {}events ORDER BY id")).containsExactly("2", "4");
    assertThat(lab.tables().summary("events"))
        .containsEntry("flarepath.action", "delete_from_dataset")
        .containsEntry("flarepath.action-run", "run-1");
    assertThat(done(UpkeepJob.action("delete_from_dataset", "deleteWhere: id > 99")).counts())
        .containsExactly(Map.entry("deleted_rows", 0L));
    assertThat(
            done(UpkeepJob.action("delete_from_dataset", "options: {deleteWhere: 'true'}"))
                .counts())
        .containsExactly(Map.entry("deleted_rows", 2L));
  }

  @Test
  void deletesRowsThatAStepNamesFromATableThatKeepsDeletesApart() {
    lab.tables()
        .sql(
            "ALTER TABLE {}events SET TBLPROPERTIES ('format-version'='2', 'write.delete.mode'='merge-on-read')");
    ActionRecord done =
        done(
            UpkeepJob.with(
                """
                steps:
                  - sequence: [{name: old, sql: SELECT id FROM rows WHERE at < '2024-01-02' AND id > 1}]
                actions:
                  - name: delete_from_dataset
                    input: rows
                    deleteWhere: >
                      exists (select 1 from old
                      where old.id = target.id)
                """));
    assertThat(done.counts()).containsExactly(Map.entry("deleted_rows", 1L));
    assertThat(lab.tables().sql("SELECT id FROM {}events ORDER BY id"))
        .containsExactly("1", "3", "4");
  }

  @Test
  void aConditionThatSparkRejectsIsShownInItsPlace() {
    Diagnostic failure =
        lab.run(UpkeepJob.action("delete_from_dataset", "deleteWhere: target.idd = 3").yaml())
            .failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.place().orElseThrow().length()).isEqualTo("target.idd".length());
    assertThat(lab.tables().rows("events")).hasSize(4);
  }

  private ActionRecord done(UpkeepJob job) {
    return job.done(lab);
  }
}
