package io.flarepath.iceberg;

import io.flarepath.publish.Budget;
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
 * A table whose commits are paid for: each that gives way to another one costs a try of the budget.
 * Iceberg tries commits again by itself, by settings of the table; here those are counted too.
 */
record CountedOperations(TableOperations real, Budget budget) implements TableOperations {

  static Table table(Table table, Budget budget) {
    TableOperations real = ((HasTableOperations) table).operations();
    return new BaseTable(new CountedOperations(real, budget), table.name());
  }

  @Override
  public TableMetadata current() {
    return real.current();
  }

  @Override
  public TableMetadata refresh() {
    return real.refresh();
  }

  /**
   * Sends a commit.
   *
   * @throws CommitFailedException if it gave way to another one, and there are tries left
   * @throws BudgetSpent if there are none; Iceberg does not try again after it
   */
  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    try {
      real.commit(base, metadata);
    } catch (CommitFailedException e) {
      budget.lose();
      if (budget.isSpent()) {
        BudgetSpent spent = new BudgetSpent();
        spent.addSuppressed(e);
        throw spent;
      }
      throw e;
    }
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
