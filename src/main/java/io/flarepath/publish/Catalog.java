package io.flarepath.publish;

import io.flarepath.pass.Window;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import io.flarepath.untaken.Counts;
import io.flarepath.untaken.Question;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The port to tables as they are. Nothing here changes anything, so each call may be made again.
 * Thread-safe.
 *
 * <p>Every method throws a {@link io.flarepath.diagnostic.FlarepathException} with {@link
 * io.flarepath.diagnostic.Code#CATALOG_FAILED} if the catalog does not answer.
 */
public interface Catalog {

  /** A table as it is now; empty when it is not there. */
  Optional<TableFacts> load(TableName name);

  /**
   * A table that was loaded before, as it is now; empty when it is not there any more. Costs less
   * than to load it again, if it has not changed.
   */
  default Optional<TableFacts> again(TableFacts earlier) {
    return load(earlier.name());
  }

  /**
   * The folders in which the files of a snapshot are, as addresses.
   *
   * @return empty if there is no such table, or it has no such snapshot any more
   */
  Optional<List<String>> folders(TableName name, long snapshotId);

  /** Whether there is a view of this name, which is no table. */
  default boolean isView(TableName name) {
    return false;
  }

  /**
   * The greatest value of a column on its axis, from the files' statistics alone; empty where they
   * do not say, or there is no such table.
   */
  OptionalLong newest(TableName name, String column);

  /**
   * The greatest value of a column in a snapshot on its axis, exactly, if it can be had from a few
   * files of metadata, however many files the table has.
   *
   * @param column a column of that snapshot, by its name as it is written there
   * @return empty where that is not so; the rows themselves may tell
   */
  OptionalLong newest(TableName name, long snapshotId, String column);

  /**
   * Which files of a table a window touches, from metadata alone.
   *
   * @param snapshotId the snapshot to look at; empty: main as it is now
   */
  FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window);

  /**
   * How many rows of a source no window takes, from metadata alone; empty where there is no such
   * table, or no such column of that axis in it.
   */
  Optional<Counts> untaken(TableName source, Question question);

  /** The private branches of a job, of whatever run; none when the table is not there. */
  List<Branch> branches(TableName name, String job);

  /**
   * Which snapshots an expiry would take away, and which it would if they did not hold the last
   * state of a job.
   */
  Expiry expirable(TableName name, ExpiryRequest request);

  /** How much metadata a table has; empty where there is no such table, or that is not known. */
  Optional<MetadataSize> metadata(TableName name);
}
