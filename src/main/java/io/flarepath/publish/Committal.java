package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.state.JobMark;
import java.util.Optional;

/** One staged result on its way onto main, which may move: then the same files are staged again. */
final class Committal {

  private final OutputPublish publish;
  private final OutputWrite write;
  private final Candidate candidate;

  Committal(OutputPublish publish, OutputWrite write, Candidate candidate) {
    this.publish = publish;
    this.write = write;
    this.candidate = candidate;
  }

  /** What was published at last: its snapshot, what was staged in it, and the job's mark since. */
  record Done(Staged staged, PublishOutcome.Published outcome, JobMark mark) {}

  /**
   * Publishes what is staged.
   *
   * @return empty if the result has to be computed again; nothing is staged any more
   * @throws FlarepathException if it cannot be published
   */
  Optional<Done> commit() {
    if (!candidate.written().hasFiles()) {
      Optional<Done> done = published(candidate.staged());
      if (done.isEmpty()) {
        discard(candidate.staged());
      }
      return done;
    }
    Staged staged = candidate.staged();
    return published(staged).or(() -> again(staged));
  }

  private Optional<Done> published(Staged staged) {
    WriteCounts counts = candidate.written().result().counts();
    return publish
        .parts()
        .committing()
        .publish(publish.work(), write, counts, staged)
        .map(
            outcome ->
                new Done(staged, outcome, Committing.mark(publish.work(), write, counts, staged)));
  }

  /**
   * As long as main keeps moving: stages the same files again on what main is then, and tries to
   * publish that; empty if the files have to be written again.
   */
  private Optional<Done> again(Staged first) {
    Staged staged = first;
    while (true) {
      pause(staged);
      Optional<Staged> next = restaged(staged);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      staged = next.get();
      Optional<Done> done = published(staged);
      if (done.isPresent()) {
        return done;
      }
    }
  }

  private void pause(Staged staged) {
    if (publish.work().budget().isSpent()) {
      discard(staged);
    }
    publish.pause(write, "main moved in the meantime");
  }

  /** The same files staged again; empty if they have to be written again. */
  private Optional<Staged> restaged(Staged earlier) {
    Restaged restaged;
    try {
      restaged =
          publish
              .parts()
              .tables()
              .restage(candidate.written().request(), earlier, publish.work().budget());
    } catch (FlarepathException e) {
      if (e.code() == Code.TABLE_TOO_BUSY) {
        Tidying.after(e, () -> discard(earlier));
      }
      throw e.at(write.output().output().dataset().span());
    }
    return restaged.accept(
        new Restaged.Visitor<>() {
          @Override
          public Optional<Staged> again(Restaged.Again again) {
            return Optional.of(again.staged());
          }

          @Override
          public Optional<Staged> refused(Restaged.Refused refused) {
            discard(earlier);
            // What looks like somebody else's work may be another run of this very job.
            publish.stopIfOvertaken(write);
            PublishProblems.refused(write, refused)
                .ifPresent(
                    problem -> {
                      throw new FlarepathException(problem);
                    });
            return Optional.empty();
          }
        });
  }

  private void discard(Staged staged) {
    publish.parts().committing().discard(staged);
  }
}
