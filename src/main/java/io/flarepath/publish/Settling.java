package io.flarepath.publish;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries a commit again after conflicts and unknown outcomes, until it is clear what became of it or
 * the budget is spent. An unknown outcome is looked into even then: looking is not paid for.
 *
 * @param budget what it may spend; each conflict and each unknown outcome costs one try
 */
public record Settling(Budget budget) {

  private static final int MOST_LOOKS = 3;

  /**
   * Commits.
   *
   * @param commit one attempt; it finds by itself what an earlier one did
   * @param look looks for what an earlier attempt did, and commits nothing
   * @param again called before each further attempt
   * @return {@link PublishOutcome.Conflict} and {@link PublishOutcome.Unknown} only once the budget
   *     is spent
   */
  public PublishOutcome settle(
      Supplier<PublishOutcome> commit,
      Supplier<Optional<PublishOutcome.Published>> look,
      Runnable again) {
    PublishOutcome outcome = commit.get();
    while (Ends.isOpen(outcome)) {
      budget.lose();
      if (budget.isSpent()) {
        return Ends.isUnknown(outcome) ? looked(outcome, look) : outcome;
      }
      again.run();
      budget.pause();
      PublishOutcome next = commit.get();
      // After an unknown outcome a conflict may be with ourselves, and a failure says nothing.
      outcome = Ends.isUnknown(outcome) && !Ends.settles(next) ? outcome : next;
    }
    return outcome;
  }

  private PublishOutcome looked(
      PublishOutcome unknown, Supplier<Optional<PublishOutcome.Published>> look) {
    for (int i = 1; i <= MOST_LOOKS; i++) {
      Optional<PublishOutcome.Published> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (i < MOST_LOOKS) {
        budget.pause();
      }
    }
    return unknown;
  }

  /** What an outcome says of those before and after it. */
  private enum Ends implements PublishOutcome.Visitor<Ends> {
    /** It is clear what became of the commit, and of every earlier one. */
    SETTLED,
    /** It is clear that this attempt did nothing, and that another one would do no better. */
    FAILED,
    /** It is clear that this attempt did nothing; it may be made again. */
    CONFLICT,
    /** It is not clear. */
    UNKNOWN;

    static boolean isOpen(PublishOutcome outcome) {
      Ends ends = outcome.accept(SETTLED);
      return ends == CONFLICT || ends == UNKNOWN;
    }

    static boolean isUnknown(PublishOutcome outcome) {
      return outcome.accept(SETTLED) == UNKNOWN;
    }

    static boolean settles(PublishOutcome outcome) {
      return outcome.accept(SETTLED) == SETTLED;
    }

    @Override
    public Ends published(PublishOutcome.Published published) {
      return SETTLED;
    }

    @Override
    public Ends moved(PublishOutcome.Moved moved) {
      return SETTLED;
    }

    @Override
    public Ends overtaken(PublishOutcome.Overtaken overtaken) {
      return SETTLED;
    }

    @Override
    public Ends branchTouched(PublishOutcome.BranchTouched touched) {
      return SETTLED;
    }

    @Override
    public Ends conflict(PublishOutcome.Conflict conflict) {
      return CONFLICT;
    }

    @Override
    public Ends failed(PublishOutcome.Failed failed) {
      return FAILED;
    }

    @Override
    public Ends unknown(PublishOutcome.Unknown unknown) {
      return UNKNOWN;
    }
  }
}
