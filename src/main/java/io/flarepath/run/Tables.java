package io.flarepath.run;

import io.flarepath.pass.Window;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The port to the tables that are written: what they are, staging, publishing. Thread-safe. */
public interface Tables {

  /** A table as it stands; empty when it is not there. */
  Optional<TableFacts> load(TableName name);

  /**
   * Makes an empty table for a result, or finds the one that somebody made meanwhile.
   *
   * @param creator the run and the job, remembered in the table, so that they can take it away
   *     again
   */
  TableFacts create(OutputWrite write, String creator);

  /** Takes away a table that this run's job made and nobody published into. Else does nothing. */
  void removeIfUnpublished(TableName name, String creator);

  /**
   * Hands a table to the engine as it will be once the pass is published, under the name of a file
   * set. Nobody else sees it so: the table itself is as it was.
   */
  void prepare(OutputWrite write, String fileSet);

  /** Makes one snapshot on a private branch; readers see nothing. */
  Staged stage(StageRequest request);

  /**
   * Stages what somebody else commits: opens the branch, lets them write to it, and makes sure that
   * exactly one snapshot came of it.
   *
   * @param write commits to the branch once at most, on this thread; the summary goes with it
   */
  Staged stageWritten(StageRequest request, Runnable write);

  /**
   * Stages the files of an earlier staging once more, on main as it is now, if nothing of what they
   * replace or keep was touched by others since.
   *
   * @param request as it was; its table is the one that the files were written for
   */
  Restaged restage(StageRequest request, Staged earlier);

  /** Forgets a written file set and deletes its files. Only before it was staged. */
  void discardFiles(TableFacts table, String fileSet);

  /** Removes a branch of this run, and with it what was staged. Never after an unknown outcome. */
  void discardBranch(Staged staged);

  /** One attempt to make the staged snapshot current and set the job's mark, in one commit. */
  PublishOutcome publish(PublishRequest request);

  /**
   * One attempt to set main back and the job's mark with it, in one commit.
   *
   * @return never {@link PublishOutcome.BranchTouched}
   */
  PublishOutcome rewind(RewindRequest request);

  /** The private branches of a job, of whatever run. */
  List<Branch> branches(TableName name, String job);

  /** Removes a branch, if it still ends where it did. */
  void removeBranch(TableName name, Branch branch);

  /**
   * The greatest value of a column on its axis, from the files' statistics alone; empty where they
   * do not tell, or there is no such table.
   */
  OptionalLong newest(TableName name, String column);

  /** Which files of a table a window touches, from metadata alone. */
  FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window);

  /**
   * Which snapshots an expiry would take away, and which it would if they did not hold the last
   * state of a job. Changes nothing.
   */
  Expiry expirable(TableName name, ExpiryRequest request);

  /**
   * Lets the engine commit to a table by itself.
   *
   * @param summary goes with the snapshots that are made on this thread
   * @return false after a clean conflict with others' commits: then nothing was changed
   */
  boolean commits(TableName name, Map<String, String> summary, Runnable work);

  /**
   * What to expire.
   *
   * @param olderThan snapshots from before it; empty: what the table's properties say
   * @param snapshotIds these too
   * @param retainLast at least so many are left; empty: what the table's properties say
   */
  record ExpiryRequest(
      Optional<Instant> olderThan, List<Long> snapshotIds, OptionalInt retainLast) {
    public ExpiryRequest {
      snapshotIds = List.copyOf(snapshotIds);
    }
  }

  /**
   * What an expiry comes to.
   *
   * @param snapshots those that go
   * @param kept those that stay since they hold a state, with the names of their jobs
   */
  record Expiry(List<Long> snapshots, Map<Long, List<String>> kept) {
    public Expiry {
      snapshots = List.copyOf(snapshots);
      kept = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
    }
  }

  /**
   * What to stage.
   *
   * @param table the table as the pass found it; the staged snapshot's parent is its snapshot
   * @param write how the files meet the rows that are there
   * @param fileSet the name under which the engine wrote the files; empty: there are none
   * @param branch the branch's name
   * @param branchAge how long the branch is kept if nobody removes it
   * @param summary entries for the snapshot's summary
   */
  record StageRequest(
      TableFacts table,
      Write write,
      Optional<String> fileSet,
      String branch,
      Duration branchAge,
      Map<String, String> summary) {

    public StageRequest {
      summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
    }
  }

  /**
   * A staged snapshot.
   *
   * @param parentId main's snapshot when it was staged; empty for a table without one
   * @param sequenceNumber its sequence number; 0 in tables of format version 1
   * @param filesWritten how many data files it added
   * @param rowsWritten how many rows are in them
   * @param shape the columns and partitions that the table gets with it; empty: those that it has
   */
  record Staged(
      TableName table,
      String branch,
      long snapshotId,
      OptionalLong parentId,
      long sequenceNumber,
      long filesWritten,
      long rowsWritten,
      Optional<Shape> shape) {

    /** The same, with the snapshot of main for which its files were written. */
    public Staged on(OptionalLong start) {
      return new Staged(
          table, branch, snapshotId, start, sequenceNumber, filesWritten, rowsWritten, shape);
    }
  }

  /**
   * Columns and partitions that a table gets in the commit that publishes the rows, by their
   * numbers in the table's metadata. Until then they are there, and nobody reads or writes by them.
   *
   * @param schema the new schema
   * @param spec the new partition spec
   * @param schemaBefore the schema from which it was made, which must still be the current one
   * @param specBefore the partition spec in whose place it comes
   */
  record Shape(int schema, int spec, int schemaBefore, int specBefore) {}

  /** What became of staging the same files again. */
  sealed interface Restaged {

    /** They are staged on main as it is now. */
    record Again(Staged staged) implements Restaged {}

    /** Others touched rows that the files keep: they have to be written again. */
    record WriteAgain() implements Restaged {}

    /**
     * Others wrote rows into what is being replaced.
     *
     * @param snapshotId the snapshot that brought them
     */
    record ForeignRows(long snapshotId) implements Restaged {}

    /** Main does not contain the snapshot any more from which the pass started. */
    record RolledBack() implements Restaged {}
  }

  /**
   * Where to set main back to.
   *
   * @param main main's snapshot as it was looked at
   * @param target where main shall be; empty: the table shall have no snapshot
   * @param expected the job's mark as it was looked at
   * @param after the job's mark that belongs to the target
   */
  record RewindRequest(
      TableName table,
      String job,
      long main,
      OptionalLong target,
      JobMark expected,
      JobMark after) {}

  /**
   * A private branch.
   *
   * @param committedAt when its snapshot was made
   */
  record Branch(String name, long snapshotId, Instant committedAt) {

    /** Whether it is older than {@code branch-ttl}: no run can still be using it. */
    public boolean isPastItsAge(Duration branchTtl, Instant now) {
      return committedAt.isBefore(now.minus(branchTtl));
    }
  }

  /**
   * What to publish.
   *
   * @param job the job's name
   * @param runId the run and {@code pass} that will have published
   * @param workflow the job's workflow
   * @param expected the job's mark from which the pass started
   * @param after the state to set
   * @param properties table properties that the workflow asks for
   */
  record PublishRequest(
      Staged staged,
      String job,
      String runId,
      int pass,
      String workflow,
      JobMark expected,
      State after,
      Map<String, String> properties) {

    public PublishRequest {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  /** What an attempt to publish came to. */
  sealed interface PublishOutcome {

    /** Data and state are both there. */
    record Published(long snapshotId) implements PublishOutcome {}

    /** Main is not where the snapshot was staged; nothing was published. */
    record Moved() implements PublishOutcome {}

    /** Another run of the job published since the pass began; nothing was published. */
    record Overtaken(JobMark now) implements PublishOutcome {}

    /** Somebody wrote to the branch; nothing was published. */
    record BranchTouched() implements PublishOutcome {}

    /** A clean conflict with another commit; nothing was published, and it may be tried again. */
    record Conflict(String message) implements PublishOutcome {}

    /** The catalog failed in a way that does not tell whether the commit happened. */
    record Unknown(Exception failure) implements PublishOutcome {}
  }

  /**
   * Files of a table.
   *
   * @param files how many would be read
   * @param bytes their size
   * @param allFiles how many there are
   */
  record FileEstimate(long files, long bytes, long allFiles) {}
}
