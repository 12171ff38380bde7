package io.flarepath.publish;

import io.flarepath.plan.OutputWrite;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;

/**
 * The port by which results come into a table without a reader seeing them. Thread-safe.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} with {@link
 * io.flarepath.diagnostic.Code#CATALOG_FAILED} if the catalog fails. It is then not known whether
 * anything was staged, so the caller leaves files and branches alone; what is left on the branch
 * goes with its age.
 */
public interface Stager {

  /**
   * Makes an empty table for a result, or finds the one that somebody else made meanwhile.
   *
   * @param creator the run and the job, remembered in the table, so that they can take it away
   *     again
   */
  TableFacts create(OutputWrite write, String creator);

  /**
   * Takes away a table that this run's job made and nobody published into; else does nothing. Must
   * not be called after an unknown outcome.
   */
  void removeIfUnpublished(TableName name, String creator);

  /**
   * Opens a set of files that the engine is to write for a table, with the columns and partitions
   * that the table will have once they are published. The table itself stays as it is.
   *
   * @param write how they will be written; its table is there
   * @param name the name of the set, unique to this pass and table
   */
  FileSet files(OutputWrite write, String name);

  /** Opens the files that a staged snapshot added; it stays as it is. */
  StagedFiles added(Staged staged);

  /**
   * Stages a snapshot without any file, for a change that moves the state alone.
   *
   * @throws io.flarepath.diagnostic.FlarepathException with {@link
   *     io.flarepath.diagnostic.Code#TABLE_TOO_BUSY} if the budget is spent; nothing is staged
   */
  Staged nothing(StageRequest request, Budget budget);

  /**
   * Stages what the engine merges by itself: opens the branch, lets the merge commit to it, and
   * makes sure that exactly one snapshot came of it.
   *
   * @throws RuntimeException what the merge throws; the branch may be there and may be removed
   * @throws io.flarepath.diagnostic.FlarepathException with {@link
   *     io.flarepath.diagnostic.Code#TABLE_TOO_BUSY} if the budget is spent; the branch may be
   *     there and may be removed
   */
  Staged merge(StageRequest request, PreparedMerge merge, Budget budget);

  /**
   * Stages the files of an earlier staging once more, on main as it is now.
   *
   * @return {@link Restaged.Again} with what is staged instead, or why that cannot be. The earlier
   *     staging's branch may be removed then
   * @throws io.flarepath.diagnostic.FlarepathException with {@link
   *     io.flarepath.diagnostic.Code#TABLE_TOO_BUSY} if the budget is spent; nothing new is staged,
   *     and the earlier branch may be removed
   */
  Restaged restage(StageRequest request, Staged earlier, Budget budget);
}
