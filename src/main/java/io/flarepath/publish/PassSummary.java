package io.flarepath.publish;

import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.state.JobMark;
import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SummaryNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a published snapshot says of itself. */
final class PassSummary {

  private PassSummary() {}

  static Map<String, String> of(
      PassId id, PassPlan pass, OutputWrite write, WriteCounts written, JobMark expected) {
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put(SummaryNames.WORKFLOW, pass.job().workflow());
    summary.put(SummaryNames.JOB, pass.job().name().value());
    summary.put(SummaryNames.RUN_ID, id.runId());
    summary.put(SummaryNames.PASS, Integer.toString(id.number()));
    summary.put(SummaryNames.MODE, id.mode().word());
    summary.put(SummaryNames.STARTED, id.started().toString());
    summary.put(SummaryNames.WRITE, write.write().word());
    write
        .write()
        .replacedWindow()
        .map(window -> new PublishedWindow(window.window(), Optional.of(window.column())))
        .ifPresent(window -> summary.put(SummaryNames.WINDOW, window.text()));
    pass.reads().forEach(read -> summary.put(read.entry().getKey(), read.entry().getValue()));
    pass.keys().forEach((name, value) -> summary.put(SummaryNames.KEY_PREFIX + name, value));
    (id.mode() == Mode.BACKFILL ? expected.state() : pass.after(written))
        .values()
        .forEach((name, value) -> summary.put(SummaryNames.STATE_PREFIX + name, value));
    expected
        .state()
        .values()
        .forEach((name, value) -> summary.put(SummaryNames.BEFORE_PREFIX + name, value));
    summary.put(SummaryNames.ROWS_RESULT, Long.toString(written.rowsResult()));
    summary.put(SummaryNames.ROWS_KEPT, Long.toString(written.rowsKept()));
    summary.put(SummaryNames.ROWS_LEAKED, Long.toString(written.rowsLeaked()));
    summary.put(
        SummaryNames.ROWS_WRITTEN, Long.toString(written.rowsResult() + written.rowsKept()));
    return summary;
  }
}
