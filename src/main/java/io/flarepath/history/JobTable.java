package io.flarepath.history;

import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.state.JobMark;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.List;

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
