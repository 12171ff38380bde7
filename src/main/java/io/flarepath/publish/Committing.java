package io.flarepath.publish;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.state.JobMark;
import java.util.Optional;

/** Makes what is staged current, together with the job's mark, in one commit. */
final class Committing {

  private final Publisher publisher;
  private final PublishEvents events;

  Committing(Publisher publisher, PublishEvents events) {
    this.publisher = publisher;
    this.events = events;
  }

  /**
   * Publishes what is staged. A clean conflict and an unknown outcome are tried again, on what the
   * table is then: if the first attempt did arrive, its snapshot is found, and if it did not, then
   * the next one can only succeed where the first can no more.
   *
   * @return empty if main is not where the snapshot was staged, or others kept coming first:
   *     nothing was published, and what is staged is still there
   * @throws FlarepathException if another run won, somebody wrote to the branch, the catalog
   *     refused the commit, or it is not known what happened
   */
  Optional<PublishOutcome.Published> publish(
      PassWork work, OutputWrite write, WriteCounts counts, Staged staged) {
    PublishRequest request = request(work, write, counts, staged);
    String table = staged.table().toString();
    return new Settling(work.budget())
        .settle(
            () -> publisher.publish(request),
            () -> publisher.find(request),
            () -> events.triesAgain(request.job(), table, "the commit failed"))
        .accept(new End(work, write, staged));
  }

  /** The job's mark once that is published. */
  static JobMark mark(PassWork work, OutputWrite write, WriteCounts counts, Staged staged) {
    return request(work, write, counts, staged).mark();
  }

  /** Removes what was staged. Never after an unknown outcome. */
  void discard(Staged staged) {
    publisher.removeBranch(staged.table(), Branch.of(staged));
  }

  private final class End implements PublishOutcome.Visitor<Optional<PublishOutcome.Published>> {

    private final PassWork work;
    private final OutputWrite write;
    private final Staged staged;

    End(PassWork work, OutputWrite write, Staged staged) {
      this.work = work;
      this.write = write;
      this.staged = staged;
    }

    @Override
    public Optional<PublishOutcome.Published> published(PublishOutcome.Published published) {
      return Optional.of(published);
    }

    @Override
    public Optional<PublishOutcome.Published> moved(PublishOutcome.Moved moved) {
      work.budget().lose();
      return Optional.empty();
    }

    @Override
    public Optional<PublishOutcome.Published> conflict(PublishOutcome.Conflict conflict) {
      return Optional.empty();
    }

    @Override
    public Optional<PublishOutcome.Published> overtaken(PublishOutcome.Overtaken overtaken) {
      discard(staged);
      throw new FlarepathException(PublishProblems.overtaken(work.pass(), write, overtaken.now()));
    }

    @Override
    public Optional<PublishOutcome.Published> branchTouched(PublishOutcome.BranchTouched touched) {
      throw new FlarepathException(PublishProblems.branchTouched(write, staged));
    }

    @Override
    public Optional<PublishOutcome.Published> failed(PublishOutcome.Failed failed) {
      FlarepathException refused = PublishProblems.failure(write, failed.failure());
      Tidying.after(refused, () -> discard(staged));
      throw refused;
    }

    @Override
    public Optional<PublishOutcome.Published> unknown(PublishOutcome.Unknown unknown) {
      throw new FlarepathException(
          PublishProblems.unknown(write, staged, work.job(), unknown.failure()), unknown.failure());
    }
  }

  private static PublishRequest request(
      PassWork work, OutputWrite write, WriteCounts counts, Staged staged) {
    return new PublishRequest(
        staged,
        work.job(),
        work.id().runId(),
        work.id().number(),
        work.pass().job().workflow(),
        work.expected(),
        work.id().mode() == Mode.BACKFILL ? work.expected().state() : work.pass().after(counts),
        write.properties());
  }
}
