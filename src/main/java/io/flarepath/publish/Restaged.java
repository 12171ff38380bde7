package io.flarepath.publish;

/** What became of staging the same files again. */
public sealed interface Restaged {

  /** Answers by the case. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each case. */
  interface Visitor<R> {
    R again(Again again);

    R refused(Refused refused);
  }

  /** They are staged on main as it is now: the caller publishes that. */
  record Again(Staged staged) implements Restaged {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.again(this);
    }
  }

  /** They cannot be staged again; nothing is on the branch that is worth anything. */
  sealed interface Refused extends Restaged {
    @Override
    default <R> R accept(Visitor<R> visitor) {
      return visitor.refused(this);
    }

    /** Answers by the reason. */
    <R> R because(Reasons<R> reasons);
  }

  /** One method for each reason of a refusal. */
  interface Reasons<R> {
    R writeAgain(WriteAgain stale);

    R foreignRows(ForeignRows foreign);

    R rolledBack(RolledBack lost);
  }

  /** Others touched rows that the files keep: the caller writes them again. */
  record WriteAgain() implements Refused {
    @Override
    public <R> R because(Reasons<R> reasons) {
      return reasons.writeAgain(this);
    }
  }

  /**
   * Others wrote rows into what is being replaced: the caller stops.
   *
   * @param snapshotId the snapshot that brought them
   */
  record ForeignRows(long snapshotId) implements Refused {
    @Override
    public <R> R because(Reasons<R> reasons) {
      return reasons.foreignRows(this);
    }
  }

  /** Main does not contain the snapshot any more from which the pass started: the caller stops. */
  record RolledBack() implements Refused {
    @Override
    public <R> R because(Reasons<R> reasons) {
      return reasons.rolledBack(this);
    }
  }
}
