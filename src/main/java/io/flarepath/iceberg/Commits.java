package io.flarepath.iceberg;

import io.flarepath.publish.PublishOutcome;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/** Sends one commit, and says in Iceberg's own terms what came of it. */
final class Commits {

  private Commits() {}

  /**
   * Commits.
   *
   * @return empty if it happened; a failure that Iceberg calls cleanable certainly did nothing, and
   *     any other may have happened
   */
  static Optional<PublishOutcome> send(
      TableOperations operations, TableMetadata base, TableMetadata next) {
    try {
      operations.commit(base, next);
      return Optional.empty();
    } catch (CommitFailedException | ValidationException e) {
      return Optional.of(
          new PublishOutcome.Conflict(Optional.ofNullable(e.getMessage()).orElse("")));
    } catch (RuntimeException e) {
      // Nobody may clean up after an outcome that is not known.
      return Optional.of(
          e instanceof CleanableFailure
              ? new PublishOutcome.Failed(e)
              : new PublishOutcome.Unknown(e));
    }
  }
}
