package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.report.PlanText;
import io.flarepath.report.RunJson;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Actions of a job: on which tables, when, and what one that fails leaves. */
@Tag("spark")
class ActionsTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    SampleEvents.threeCommits(lab);
  }

  @Test
  void tablesOfAnyName() {
    lab.tables().sql("CREATE NAMESPACE icebase.`odd space`");
    lab.tables().sql("CREATE TABLE icebase.`odd space`.`it-is` USING iceberg AS SELECT 1 AS id");
    String yaml =
        UpkeepJob.with(
                """
                actions:
                  - {name: rewrite_dataset, input: odd}
                  - {name: rewrite_manifests, input: odd}
                  - {name: delete_from_dataset, input: odd, deleteWhere: target.id = 1}
                  - {name: expire_snapshots, input: odd, options: {olderThan: 2999-01-01}}
                  - {name: remove_orphans, input: odd}
                """)
            .alsoReading("{name: odd, dataset: 'dataos://icebase:odd space/it-is'}")
            .yaml();
    Run run = lab.run(yaml);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().actions()).hasSize(5);
  }

  @Test
  void actionsComeAfterThePublishAndOnlyIfThereWasOne() {
    String job =
        LoadJob.daily().saveMode("append").yaml()
            + """
                        actions:
                          - {name: delete_from_dataset, input: events, deleteWhere: id = 1}
                          - {name: expire_snapshots, input: events, options: {retainLast: 1}}
            """;
    assertThat(String.join("\n", PlanText.of(lab.plan(job))))
        .contains(
            """
              actions   delete_from_dataset of icebase.retail.events where id = 1
                        expire_snapshots of icebase.retail.events; keeps those that hold a job's last state\
            """);
    Run run = lab.catchUp(job);
    assertThat(run.said()).isEmpty();
    assertThat(run.job().passes()).hasSize(3);
    assertThat(run.job().actions()).hasSize(2);
    assertThat(lab.tables().rows("copy")).hasSize(4);
    assertThat(RunJson.of(run.record(), List.of()))
        .contains("\"actions\":[{\"action\":\"delete_from_dataset\"")
        .contains("\"counts\":{\"deleted_rows\":1}");
    Run nothing = lab.run(job);
    assertThat(nothing.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(nothing.job().actions()).isEmpty();
  }

  @Test
  void anActionThatFailsLeavesWhatWasPublishedAndWhatWasDone() {
    String job =
        LoadJob.daily().yaml()
            + """
                        actions:
                          - {name: rewrite_manifests, input: events}
                          - {name: delete_from_dataset, input: events, deleteWhere: nobody = 1}
                          - {name: rewrite_manifests, input: events}
            """;
    Run run = lab.run(job);
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(run.job().passes()).hasSize(1);
    assertThat(run.job().actions()).hasSize(1);
    assertThat(lab.tables().rows("copy")).hasSize(2);
  }
}
