package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Action.DeleteFromDataset;
import io.flarepath.workflow.Action.ExpireSnapshots;
import io.flarepath.workflow.Action.RemoveOrphans;
import io.flarepath.workflow.Action.RewriteDataset;
import io.flarepath.workflow.Action.RewriteManifests;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Profile.Level;
import io.flarepath.workflow.Upkeep;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the parts of a job are read that need no output. */
class UpkeepTest {

  private static final String WORKFLOW = Golden.text("workflows/upkeep.yaml");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void readsWhatAJobLooksAt() {
    Upkeep upkeep = upkeep(WORKFLOW);
    assertThat(upkeep.previewLines()).isEqualTo(10);
    assertThat(upkeep.assertions()).hasSize(2);
    assertThat(upkeep.profile().orElseThrow().level()).isEqualTo(Level.ADVANCED);
    assertThat(upkeep.profile().orElseThrow().filters()).hasToString("[order_amount > 0]");
  }

  @Test
  void readsFiltersOfAProfileAlsoAsTypedEntries() {
    String typed =
        WORKFLOW.replace(
            "- order_amount > 0",
            String.join(
                "\n                ",
                "- {type: Expression, expression: \"state_code = 'TX'\"}",
                "- {expression: order_amount > 0}",
                "- a < 3"));
    assertThat(upkeep(typed).profile().orElseThrow().filters())
        .hasToString("[state_code = 'TX', order_amount > 0, a < 3]");
  }

  @Test
  void readsEachActionInAllItsSpellings() {
    List<Action> actions = upkeep(WORKFLOW).actions();
    assertThat(actions)
        .extracting(Action::word)
        .containsExactly(
            "rewrite_dataset",
            "rewrite_manifests",
            "rewrite_manifests",
            "expire_snapshots",
            "expire_snapshots",
            "remove_orphans",
            "remove_orphans",
            "delete_from_dataset",
            "delete_from_dataset",
            "rewrite_dataset");
    RewriteDataset rewrite = (RewriteDataset) actions.get(0);
    assertThat(rewrite.strategy()).contains(Action.Strategy.SORT);
    assertThat(rewrite.sortOrder().map(Located::value)).contains("zorder(order_id, brand_name)");
    assertThat(rewrite.properties()).containsOnlyKeys("target-file-size-bytes");
    assertThat(((RewriteManifests) actions.get(1)).useCaching()).isEmpty();
    assertThat(((RewriteManifests) actions.get(2)).useCaching()).contains(true);
    ExpireSnapshots expire = (ExpireSnapshots) actions.get(3);
    assertThat(expire.snapshotIds()).containsExactly(5776643276253451520L);
    assertThat(expire.retainLast()).isEmpty();
    ExpireSnapshots all = (ExpireSnapshots) actions.get(4);
    assertThat(all.snapshotIds()).containsExactly(12L, 13L);
    assertThat(all.retainLast()).isEqualTo(OptionalInt.of(5));
    assertThat(all.deletes().inParallel()).isEqualTo(OptionalInt.of(4));
    RemoveOrphans orphans = (RemoveOrphans) actions.get(5);
    assertThat(orphans.isDryRun()).isTrue();
    assertThat(orphans.deletes()).isEqualTo(Action.Deletes.DEFAULT);
    assertThat(all.deletes().isStreamed()).contains(true);
    assertThat(orphans.location().map(Located::value)).contains("/data/orders");
    assertThat(((DeleteFromDataset) actions.get(7)).where()).hasToString("target.order_id < 5");
    assertThat(((DeleteFromDataset) actions.get(8)).where()).hasToString("order_id < 5");
    RewriteDataset all10 = (RewriteDataset) actions.get(9);
    assertThat(all10.input()).isEmpty();
    assertThat(all10.properties().get("rewrite-all")).extracting(Located::value).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource({
    "1674201289720, 2023-01-20T07:54:49.720Z",
    "'\"1674201289720\"', 2023-01-20T07:54:49.720Z",
    "1674201289, 2023-01-20T07:54:49Z",
    "2022-01-31, 2022-01-30T23:00:00Z",
    "2022-01-31 00:00:00.000, 2022-01-30T23:00:00Z",
    "2022-07-31T10:00, 2022-07-31T08:00:00Z",
    "2022-01-31T00:00:00Z, 2022-01-31T00:00:00Z",
    "2022-01-31 00:00:00 +02:00, 2022-01-30T22:00:00Z",
  })
  void readsTimes(String written, String instant) {
    String yaml = WORKFLOW.replace("expireOlderThan: 1674201289720", "olderThan: " + written);
    ExpireSnapshots expire = (ExpireSnapshots) upkeep(yaml).actions().get(3);
    assertThat(expire.olderThan().map(time -> time.value().in(PARIS)))
        .contains(Instant.parse(instant));
  }

  private static Upkeep upkeep(String yaml) {
    Problems problems = new Problems();
    var workflow =
        new WorkflowReader(Map.of()).read(new Source("workflows/upkeep.yaml", yaml), problems);
    assertThat(problems.all()).isEmpty();
    return ((FlareJob) workflow.orElseThrow().jobs().get(0)).upkeep();
  }
}
