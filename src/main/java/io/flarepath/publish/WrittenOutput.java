package io.flarepath.publish;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;

/**
 * An output that is computed, and that its table does not know yet. It is staged next, once; what
 * it keeps goes to what is staged.
 */
public final class WrittenOutput {

  private final OutputPublish publish;
  private final OutputWrite write;
  private final Written written;

  WrittenOutput(OutputPublish publish, OutputWrite write, Written written) {
    this.publish = publish;
    this.write = write;
    this.written = written;
  }

  /**
   * Makes a snapshot of it on a branch that nobody reads.
   *
   * @throws FlarepathException if that fails; the table is as it was, and what is kept is given
   *     back. Files are left only where it is not known whether they were staged
   */
  public StagedOutput stage() {
    return publish.orCleaned(this::staged);
  }

  /** Gives it up instead: none of its files is left, and the table is as it was. */
  public void discard() {
    written.discard();
  }

  StagedOutput staged() {
    try {
      Staged staged = written.stage(publish.work().budget());
      return new StagedOutput(publish, write, new Candidate(written, staged));
    } catch (RuntimeException e) {
      written.close();
      throw e;
    }
  }
}
