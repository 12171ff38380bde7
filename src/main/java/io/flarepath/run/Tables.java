package io.flarepath.run;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.TableFacts;
import io.flarepath.plan.TableName;
import io.flarepath.plan.Window;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The port to the tables that are written: what they are, staging, publishing. Thread-safe. */
public interface Tables {

  /** A table as it stands; empty when it is not there. */
  Optional<TableFacts> load(TableName name);

  /**
   * Makes an empty table for a result, or finds the one that somebody made meanwhile.
   *
   * @param runId remembered in the table, so that the run can take it away again
   */
  TableFacts create(OutputWrite write, String runId);

  /** Takes away a table that this run made and nobody published into. Else does nothing. */
  void removeIfUnpublished(TableName name, String runId);

  /** Makes one snapshot of a written file set on a private branch; readers see nothing. */
  Staged stage(StageRequest request);

  /** Forgets a written file set and deletes its files. Only before it was staged. */
  void discardFiles(TableFacts table, String fileSet);

  /** Removes a branch of this run, and with it what was staged. Never after an unknown outcome. */
  void discardBranch(Staged staged);

  /** One attempt to make the staged snapshot current and set the job's mark, in one commit. */
  PublishOutcome publish(PublishRequest request);

  /** Which files of a table a window touches, from metadata alone. */
  FileEstimate estimate(TableName name, OptionalLong snapshotId, Optional<Window> window);

  /**
   * What to stage.
   *
   * @param table the table as the pass found it; the staged snapshot's parent is its snapshot
   * @param write how the files meet the rows that are there
   * @param fileSet the name under which the engine wrote the files
   * @param branch the branch's name
   * @param branchAge how long the branch is kept if nobody removes it
   * @param summary entries for the snapshot's summary
   */
  record StageRequest(
      TableFacts table,
      OutputWrite write,
      String fileSet,
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
   */
  record Staged(
      TableName table,
      String branch,
      long snapshotId,
      OptionalLong parentId,
      long sequenceNumber,
      long filesWritten,
      long rowsWritten) {}

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
