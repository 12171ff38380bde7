package io.flarepath.publish;

import io.flarepath.table.TableOrder;
import io.flarepath.window.Axis;
import java.util.Map;

/**
 * Files that the engine writes for a table under one name, until they are staged or discarded. Not
 * thread-safe.
 */
public interface FileSet extends AutoCloseable {

  /** The name under which the engine writes them. */
  String name();

  /**
   * Whether files of the table go by name. The engine reads them under the name of the set, and
   * keeps their rows outside the window.
   */
  boolean covers();

  /**
   * Whether the statistics of the files that are written will tell the least and the greatest value
   * of a column, so that its rows need not be counted on the way. What they do tell is seen once
   * they are {@linkplain #written() written}.
   */
  default boolean willTell(String column, Axis axis) {
    return false;
  }

  /** What was written so far, by a write that has ended. */
  WrittenRows written();

  /** How the table wants the rows of each file sorted. */
  default TableOrder order() {
    return TableOrder.NONE;
  }

  /** Whether the table gives each row a number, which rows that are written again keep. */
  default boolean numbersRows() {
    return false;
  }

  /** The values in SQL of columns that a writer leaves out, by their names; of others: null. */
  default Map<String, String> defaults() {
    return Map.of();
  }

  /**
   * Makes one snapshot of the files on a private branch; readers see nothing. If main has moved
   * since the files were written, what others did is looked at, and unless it prevents a publish,
   * the snapshot follows main as it is now.
   *
   * @throws io.flarepath.diagnostic.FlarepathException with {@link
   *     io.flarepath.diagnostic.Code#MIXED_PARTITIONING} or {@link
   *     io.flarepath.diagnostic.Code#TABLE_TOO_BUSY} if nothing was staged: the files may be
   *     discarded. With {@link io.flarepath.diagnostic.Code#CATALOG_FAILED} it is not known: the
   *     files must stay
   */
  Staged stage(StageRequest request, Budget budget);

  /** Deletes the files. Only before they were staged, or where staging certainly did not happen. */
  void discard();

  /** Forgets the set; the files themselves stay. */
  @Override
  void close();
}
