package io.flarepath.iceberg;

import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table as it will be: a commit through this sees an evolution's columns and partitions as the
 * current ones, and the real table gets the commit with those current that were so before.
 */
final class EvolvedOperations implements TableOperations {

  private final TableOperations real;
  private final Evolution evolution;
  private TableMetadata seen;
  private TableMetadata shown;

  private EvolvedOperations(TableOperations real, Evolution evolution) {
    this.real = real;
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
    TableMetadata now = real.refresh();
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
    real.commit(seen, evolution.restored(metadata));
    // It is done, no matter what others do to the table now: the next refresh looks at that.
    shown = metadata;
  }

  @Override
  public FileIO io() {
    return real.io();
  }

  @Override
  public EncryptionManager encryption() {
    return real.encryption();
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return real.metadataFileLocation(fileName);
  }

  @Override
  public LocationProvider locationProvider() {
    return real.locationProvider();
  }

  @Override
  public long newSnapshotId() {
    return real.newSnapshotId();
  }

  @Override
  public boolean requireStrictCleanup() {
    return real.requireStrictCleanup();
  }
}
