package io.flarepath.iceberg;

import io.flarepath.publish.Budget;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * A table whose commits are paid for: each that gives way to another one costs a try of the budget.
 * Iceberg tries commits again by itself, by settings of the table; here those are counted too.
 */
final class CountedOperations extends ForwardingOperations {

  private final Budget budget;

  private CountedOperations(TableOperations real, Budget budget) {
    super(real);
    this.budget = budget;
  }

  static Table table(Table table, Budget budget) {
    TableOperations real = ((HasTableOperations) table).operations();
    return new BaseTable(new CountedOperations(real, budget), table.name());
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
      super.commit(base, metadata);
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
}
