package io.flarepath.report;

import io.flarepath.state.JobMark;
import java.util.ArrayList;
import java.util.List;

/** Where a job stands, in words. */
public final class StateText {

  private StateText() {}

  /**
   * Where one job stands in one table.
   *
   * @param job the job's name
   * @param table the output table
   * @param mark what the table's properties say of the job
   */
  public record Standing(String job, String table, JobMark mark) {}

  /** The lines for one job in one table. */
  public static List<String> of(Standing standing) {
    List<String> lines = new ArrayList<>();
    lines.add(standing.job() + " in " + standing.table());
    JobMark mark = standing.mark();
    if (mark.state().isEmpty()) {
      lines.add("  no state");
    }
    mark.state().values().forEach((name, value) -> lines.add("  " + name + " = " + value));
    mark.last()
        .ifPresent(
            last ->
                lines.add(
                    "  last published by run %s, pass %d, as snapshot %d"
                        .formatted(last.runId(), last.pass(), last.snapshotId())));
    return lines;
  }
}
