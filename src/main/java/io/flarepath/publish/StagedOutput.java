package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;

/** An output that is staged on a branch that nobody reads. It is judged next, once. */
public final class StagedOutput {

  private final OutputPublish publish;
  private final OutputWrite write;
  private final Candidate candidate;

  StagedOutput(OutputPublish publish, OutputWrite write, Candidate candidate) {
    this.publish = publish;
    this.write = write;
    this.candidate = candidate;
  }

  /**
   * Judges its rows by the output's assertions; there may be none.
   *
   * @throws FlarepathException with {@link Code#AUDIT_REJECTED} and every assertion that does not
   *     hold. Nothing is published; the branch stays for inspection, and what is kept is given back
   */
  public AuditedOutput audit() {
    return publish.orCleaned(this::audited);
  }

  AuditedOutput audited() {
    Staged staged = candidate.staged();
    try (StagedFiles files = publish.parts().tables().added(staged)) {
      return new AuditedOutput(
          publish,
          write,
          candidate,
          Audit.check(write, staged, candidate.written().result(), files));
    } catch (RuntimeException e) {
      candidate.written().close();
      throw e;
    }
  }
}
