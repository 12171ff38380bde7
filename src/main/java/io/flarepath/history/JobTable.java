package io.flarepath.history;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.StateCheck;
import io.flarepath.state.JobMark;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.List;
import java.util.Optional;

/**
 * A job and one of its output tables: where its state lives.
 *
 * @param table the current table
 */
public record JobTable(JobPlan.Load job, OutputPlan output, TableFacts table) {

  public String jobName() {
    return job.name().value();
  }

  public JobMark mark() {
    return table.mark(jobName());
  }

  /** What is wrong with the mark, if anything is; whether it belongs to the data is not asked. */
  public Optional<Diagnostic> damage() {
    return StateCheck.sound(output, jobName(), table);
  }

  /** What a snapshot says of the pass that published it. */
  public PublishedPass pass(SnapshotFacts snapshot) {
    return new PublishedPass(snapshot, job.zone().id());
  }

  /** The snapshots of main that this job published, the newest first. */
  public List<SnapshotFacts> published() {
    return table.history().stream()
        .filter(snapshot -> SummaryState.isOf(jobName(), snapshot.summary()))
        .toList();
  }
}
