package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.OldSnapshots;
import io.flarepath.state.Publication;
import io.flarepath.table.History;
import io.flarepath.table.Kinship;
import io.flarepath.table.TableFacts;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.Test;

class TableReaderTest {

  private final MemoryTable memory = new MemoryTable();

  private TableFacts facts() {
    return TableReader.facts(MemoryTable.NAME, memory.real());
  }

  private static int seen(TableFacts facts) {
    return ((History) facts.history()).seen();
  }

  @Test
  void aLongHistoryIsNotLookedAtBeforeSomebodyAsks() {
    memory.append(memory.file(1, 2));
    OldSnapshots.add(memory.real(), 5_000);
    memory.append(memory.file(3, 4));
    memory.append(memory.file(5, 6));
    TableFacts facts = facts();
    assertThat(seen(facts)).isZero();
    assertThat(facts.dataFiles()).hasValue(3);
    assertThat(seen(facts)).isEqualTo(1);
    Snapshot before = memory.real().snapshot(memory.real().currentSnapshot().parentId());
    Publication last =
        new Publication("run-1", 1, before.snapshotId(), before.sequenceNumber(), "flow");
    assertThat(facts.kinship(last)).isEqualTo(Kinship.ANCESTOR);
    assertThat(seen(facts)).isEqualTo(2);
    assertThat(facts.history()).hasSize(5_003);
  }
}
