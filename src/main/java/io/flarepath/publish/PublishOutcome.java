package io.flarepath.publish;

import io.flarepath.state.JobMark;

/** What an attempt to publish came to, named by what the caller may do next. */
public sealed interface PublishOutcome {

  /** Answers by the case. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each case. */
  interface Visitor<R> {
    R published(Published published);

    R moved(Moved moved);

    R overtaken(Overtaken overtaken);

    R branchTouched(BranchTouched branchTouched);

    R conflict(Conflict conflict);

    R failed(Failed failed);

    R unknown(Unknown unknown);
  }

  /** Data and state are both there. */
  record Published(long snapshotId) implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.published(this);
    }
  }

  /** Main is not where the snapshot was staged; nothing was published. It may be staged again. */
  record Moved() implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.moved(this);
    }
  }

  /**
   * Another run of the job published since the pass began; nothing was published, and the caller
   * gives up and may remove the branch.
   */
  record Overtaken(JobMark now) implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.overtaken(this);
    }
  }

  /** Somebody wrote to the branch; nothing was published. The caller leaves the branch to them. */
  record BranchTouched() implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.branchTouched(this);
    }
  }

  /** A clean conflict with another commit; nothing was published, and it may be tried again. */
  record Conflict(String message) implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.conflict(this);
    }
  }

  /**
   * The catalog failed, and certainly committed nothing: it refused the commit, or could not even
   * be asked for the table before. The caller gives up and may clean up.
   */
  record Failed(RuntimeException failure) implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.failed(this);
    }
  }

  /**
   * The catalog failed in a way that does not say whether the commit happened. The caller may try
   * again, which finds what did arrive, and must not clean up.
   */
  record Unknown(RuntimeException failure) implements PublishOutcome {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknown(this);
    }
  }
}
