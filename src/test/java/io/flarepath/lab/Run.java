package io.flarepath.lab;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.publish.OutputRecord;
import io.flarepath.run.RunRecord;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import java.util.List;

/**
 * What a run in the laboratory did.
 *
 * @param record what it says of itself
 * @param advice what there was to say of the workflow before
 */
public record Run(RunRecord record, List<Diagnostic> advice) {

  public Run {
    advice = List.copyOf(advice);
  }

  /** The one job. */
  public JobRecord job() {
    if (record.jobs().size() != 1) {
      throw new AssertionError("not one job: " + record.jobs());
    }
    return record.jobs().get(0);
  }

  public JobRecord job(String name) {
    return record.jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no job " + name + " in " + record.jobs()));
  }

  /** The windows of the one job's passes, as people read them. */
  public List<String> windows() {
    return job().passes().stream()
        .flatMap(pass -> pass.windows().stream())
        .map(Object::toString)
        .toList();
  }

  /** The one pass of the one job. */
  public PassRecord pass() {
    if (job().passes().size() != 1) {
      throw new AssertionError("not one pass: " + job());
    }
    return job().passes().get(0);
  }

  /** The one output of the one pass. */
  public OutputRecord output() {
    return pass().outputs().get(0);
  }

  /** The first output of a pass of the one job, counted from 0. */
  public OutputRecord output(int pass) {
    return job().passes().get(pass).outputs().get(0);
  }

  /** The numbers of rows of each pass's first output: {@code result+kept}. */
  public List<String> counts() {
    return job().passes().stream()
        .map(pass -> pass.outputs().get(0).counts())
        .map(counts -> counts.rowsResult() + "+" + counts.rowsKept())
        .toList();
  }

  /** What there is to say of the one job, as people read it. */
  public String said() {
    return TextRenderer.plain().render(job().diagnostics());
  }

  /** The one reason why the one job failed. */
  public Diagnostic failure() {
    if (job().diagnostics().size() != 1) {
      throw new AssertionError("not one diagnostic: " + job());
    }
    return job().diagnostics().get(0);
  }
}
