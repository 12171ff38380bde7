package io.flarepath.iceberg;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A table as it will be: whoever commits through this sees an evolution's columns and partitions as
 * the current ones, and the real table gets the commit with those current that were so before.
 */
final class EvolvedOperations extends ForwardingOperations {

  private final Evolution evolution;
  private TableMetadata seen;
  private TableMetadata shown;

  private EvolvedOperations(TableOperations real, Evolution evolution) {
    super(real);
    this.evolution = evolution;
    this.seen = real.current();
    this.shown = evolution.evolved(seen);
  }

  static Table table(Table table, Evolution evolution) {
    TableOperations real = ((HasTableOperations) table).operations();
    return new BaseTable(new EvolvedOperations(real, evolution), table.name());
  }

  @Override
  public TableMetadata current() {
    return shown;
  }

  @Override
  public TableMetadata refresh() {
    TableMetadata now = super.refresh();
    // Iceberg asks whether it is the same object, to see whether anything changed.
    if (now != seen) {
      shown = evolution.evolved(now);
      seen = now;
    }
    return shown;
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    if (base != shown) {
      throw new CommitFailedException("Cannot commit: stale table metadata");
    }
    super.commit(seen, evolution.restored(metadata));
    // It is done, whatever others do to the table now: the next refresh looks at that.
    shown = metadata;
  }
}
