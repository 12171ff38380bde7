package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.plan.Write;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.KeyName;
import io.flarepath.state.PropertyNames;
import io.flarepath.state.State;
import io.flarepath.table.Kinship;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryLimitTest {

  private final Instant later = Instant.now().plus(Duration.ofDays(8));
  private static final int MOST = HistoryLimit.KEPT_DEFAULT + HistoryLimit.FEWEST;

  private final MemoryTable memory = new MemoryTable();

  private void asks() {
    memory.real().updateProperties().set(PropertyNames.EXPIRE_SNAPSHOTS, "true").commit();
  }

  private void append(int commits) {
    Table table = memory.real();
    for (int i = 0; i < commits; i++) {
      table.newFastAppend().appendFile(memory.file(i, i)).commit();
    }
  }

  private int expire() {
    return HistoryLimit.apply(memory.real(), Map.of(), later);
  }

  private int snapshots() {
    return MemoryTable.metadata(memory.real()).snapshots().size();
  }

  private long bytes() {
    return TableMetadataParser.toJson(MemoryTable.metadata(memory.real())).length();
  }

  private long files() {
    return StreamSupport.stream(memory.real().newScan().planFiles().spliterator(), false).count();
  }

  @Test
  void hundredsOfCommitsLeaveTheMetadataAsSmallAsAFew() {
    asks();
    append(MOST);
    long early = bytes();
    for (int commits = MOST; commits < 4 * MOST; commits += 10) {
      append(10);
      expire();
      assertThat(snapshots()).isLessThan(MOST + 10);
    }
    assertThat(bytes()).isLessThan(early * 11 / 10);
    assertThat(files()).isEqualTo(4 * MOST);
  }

  @Test
  void youngSnapshotsStay() {
    asks();
    append(MOST + 10);
    assertThat(HistoryLimit.apply(memory.real(), Map.of(), Instant.now())).isZero();
    assertThat(expire()).isEqualTo(HistoryLimit.FEWEST + 10);
    assertThat(snapshots()).isEqualTo(HistoryLimit.KEPT_DEFAULT);
  }

  @Test
  void aTableThatDoesNotAskKeepsAllUnlessTheWorkflowAsks() {
    append(MOST);
    assertThat(expire()).isZero();
    Map<String, String> wanted = Map.of(PropertyNames.EXPIRE_SNAPSHOTS, "true");
    assertThat(HistoryLimit.apply(memory.real(), wanted, later)).isEqualTo(HistoryLimit.FEWEST);
  }

  @ParameterizedTest
  @CsvSource({
    "flarepath.expire-snapshots, false",
    "gc.enabled, false",
    "history.expire.min-snapshots-to-keep, 101",
    "history.expire.min-snapshots-to-keep, 9223372036854775807",
    "history.expire.max-snapshot-age-ms, 9223372036854775807",
    "history.expire.max-snapshot-age-ms, a year",
  })
  void whatTheUserSaysWins(String property, String value) {
    asks();
    append(MOST);
    assertThat(HistoryLimit.apply(memory.real(), Map.of(property, value), later)).isZero();
    memory.real().updateProperties().set(property, value).commit();
    assertThat(expire()).isZero();
    assertThat(snapshots()).isEqualTo(MOST);
  }

  @Test
  void aUserMayKeepLess() {
    asks();
    memory
        .real()
        .updateProperties()
        .set("history.expire.min-snapshots-to-keep", "1")
        .set("history.expire.max-snapshot-age-ms", "0")
        .commit();
    append(60);
    assertThat(expire()).isEqualTo(59);
  }

  @Test
  void whatRefsPointAtAndWhereTheyForkOffStays() {
    asks();
    append(5);
    long tagged = memory.real().currentSnapshot().snapshotId();
    append(5);
    long fork = memory.real().currentSnapshot().snapshotId();
    memory.real().manageSnapshots().createTag("month", tagged).createBranch("own", fork).commit();
    memory.real().newAppend().appendFile(memory.file(1, 1)).toBranch("own").commit();
    append(MOST);
    assertThat(expire()).isEqualTo(MOST + 10 - HistoryLimit.KEPT_DEFAULT - 2);
    TableMetadata metadata = MemoryTable.metadata(memory.real());
    assertThat(metadata.refs()).containsKeys("month", "own");
    assertThat(metadata.snapshot(tagged)).isNotNull();
    assertThat(metadata.snapshot(metadata.ref("own").snapshotId()).parentId()).isEqualTo(fork);
    assertThat(metadata.snapshot(fork)).isNotNull();
  }

  @Test
  void aRefThatAnyExpiryWouldRemoveStopsIt() {
    asks();
    append(1);
    long first = memory.real().currentSnapshot().snapshotId();
    memory.real().manageSnapshots().createTag("day", first).setMaxRefAgeMs("day", 1).commit();
    append(MOST);
    assertThat(expire()).isZero();
    assertThat(memory.real().refs()).containsKey("day");
  }

  @Test
  void aBranchWithAgesOfItsOwnStopsIt() {
    asks();
    append(2);
    long fork = memory.real().currentSnapshot().snapshotId();
    memory.real().manageSnapshots().createBranch("own", fork).commit();
    for (int i = 0; i < 3; i++) {
      memory.real().newAppend().appendFile(memory.file(i, i)).toBranch("own").commit();
    }
    memory
        .real()
        .manageSnapshots()
        .setMaxSnapshotAgeMs("own", 1)
        .setMinSnapshotsToKeep("own", 1)
        .commit();
    append(MOST);
    int before = snapshots();
    assertThat(expire()).isZero();
    assertThat(snapshots()).isEqualTo(before);
  }

  /** A job that runs seldom shares the table with one that publishes all the time. */
  @Test
  void mainStaysWholeBackToTheLastPublishOfEachJobAndTheSnapshotBeforeIt() {
    asks();
    append(60);
    long before = memory.real().currentSnapshot().snapshotId();
    Staged staged =
        Staging.stage(
            memory.table(),
            memory.request(new Write.Append()),
            MemoryTable.adding(memory.file(7, 7)),
            Optional.empty(),
            MemoryTable.budget(3));
    State state = State.of(Map.of(new KeyName("all_events", "start"), "7"));
    PublishOutcome outcome =
        Publish.attempt(memory.table(), MemoryTable.publishing(staged, JobMark.NONE, state));
    assertThat(outcome).isInstanceOf(PublishOutcome.Published.class);
    append(2 * MOST);
    assertThat(expire()).isEqualTo(59);
    assertThat(snapshots()).isEqualTo(2 * MOST + 2);
    List<Long> history =
        TableReader.facts(MemoryTable.NAME, memory.real()).history().stream()
            .map(snapshot -> snapshot.id())
            .toList();
    assertThat(history).endsWith(staged.snapshotId(), before);
    assertThat(
            TableReader.facts(MemoryTable.NAME, memory.real())
                .kinship(memory.mark().last().orElseThrow()))
        .isEqualTo(Kinship.ANCESTOR);
    assertThat(memory.mark().state()).isEqualTo(state);
  }

  @Test
  void aTableThatWasRolledBackIsLeftAsItIs() {
    asks();
    append(MOST + 5);
    Snapshot now = memory.real().currentSnapshot();
    memory
        .real()
        .updateProperties()
        .set(PropertyNames.runId("load"), "run-1")
        .set(PropertyNames.snapshotId("load"), Long.toString(now.snapshotId()))
        .commit();
    memory.real().manageSnapshots().rollbackTo(now.parentId()).commit();
    assertThat(expire()).isZero();
  }
}
