package io.flarepath.publish;

import io.flarepath.audit.Finding;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.state.JobMark;
import java.util.List;
import java.util.Optional;

/** An output that is staged, and whose rows are accepted. It is published next, once. */
public final class AuditedOutput implements AutoCloseable {

  private final OutputPublish publish;
  private final OutputWrite write;
  private final Candidate candidate;
  private final List<Finding> findings;
  private Optional<JobMark> mark = Optional.empty();

  AuditedOutput(
      OutputPublish publish, OutputWrite write, Candidate candidate, List<Finding> findings) {
    this.publish = publish;
    this.write = write;
    this.candidate = candidate;
    this.findings = List.copyOf(findings);
  }

  /**
   * Does what cannot be taken back, just before the publish: not if another run of the job has
   * published meanwhile.
   *
   * @throws RuntimeException what the delivery throws. Nothing is published, and nothing is staged
   *     or kept any more
   */
  public void deliver(Runnable delivery) {
    publish.orCleaned(
        () -> {
          try {
            publish.stopIfOvertaken(write);
            delivery.run();
            return this;
          } catch (RuntimeException e) {
            Tidying.after(e, () -> publish.parts().committing().discard(candidate.staged()));
            close();
            throw e;
          }
        });
  }

  /**
   * Makes data and state current in one commit. If the table has changed meanwhile, it is staged
   * again, or computed, staged and judged again, as long as the budget lasts.
   *
   * @throws FlarepathException if it is not published, and the table is as it was; or, with {@link
   *     Code#OUTCOME_UNKNOWN}, if that is not known. What is kept is given back
   */
  public OutputRecord publish() {
    return publish.orCleaned(
        () -> {
          try {
            return published();
          } catch (RuntimeException e) {
            close();
            throw e;
          }
        });
  }

  private OutputRecord published() {
    Optional<OutputRecord> record = attempt(1);
    for (int attempt = 2; record.isEmpty(); attempt++) {
      close(); // It is computed anew, for the table as it is then.
      publish.pause(write, "other writers changed the table");
      try (AuditedOutput next = publish.write(write).staged().audited()) {
        record = next.attempt(attempt);
        mark = next.mark;
      }
    }
    return record.get();
  }

  /** Publishes what is staged; empty if the result has to be computed again. */
  private Optional<OutputRecord> attempt(int number) {
    PassWork work = publish.work();
    publish.parts().events().publishing(work.job(), work.id().number(), table());
    return new Committal(publish, write, candidate)
        .commit()
        .map(
            done -> {
              mark = Optional.of(done.mark());
              return OutputRecord.of(write, candidate.written().result(), done, findings, number);
            });
  }

  /** The job's mark that its publish left; empty before. */
  public Optional<JobMark> mark() {
    return mark;
  }

  /** Whether its files were written before they were staged, and not by the staging itself. */
  public boolean isOfFiles() {
    return candidate.written().hasFiles();
  }

  private String table() {
    return write.output().table().toString();
  }

  /** Gives back the rows that were kept; may be called more than once. */
  @Override
  public void close() {
    candidate.written().close();
  }
}
