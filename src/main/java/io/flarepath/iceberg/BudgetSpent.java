package io.flarepath.iceberg;

import org.apache.iceberg.exceptions.CleanableFailure;

/** No commit was sent, since the publish has none left: what it would have held may be removed. */
final class BudgetSpent extends RuntimeException implements CleanableFailure {

  private static final long serialVersionUID = 1;

  BudgetSpent() {
    super("the commit attempts of this publish are used up");
  }
}
