package io.flarepath.publish;

import io.flarepath.table.TableName;

/** A result whose rows the engine keeps until it merges them into the branch. */
record WrittenForMerge(PreparedMerge result, StageRequest request, Tables tables)
    implements Written {

  @Override
  public boolean hasFiles() {
    return false;
  }

  @Override
  public Staged stage(Budget budget) {
    try {
      return tables.merge(request, result, budget);
    } catch (RuntimeException e) {
      // The branch holds nothing that anybody could want.
      Tidying.after(e, this::removeBranch);
      throw e;
    }
  }

  private void removeBranch() {
    TableName table = request.table().name();
    tables.branches(table, BranchNames.jobOf(request.branch())).stream()
        .filter(branch -> branch.name().equals(request.branch()))
        .forEach(branch -> tables.removeBranch(table, branch));
  }
}
