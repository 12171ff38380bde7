package io.flarepath.state;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads our entries back out of a snapshot's summary. */
public final class SummaryState {

  private SummaryState() {}

  /** Whether a job published the snapshot. */
  public static boolean isOf(String job, Map<String, String> summary) {
    return job.equals(summary.get(SummaryNames.JOB));
  }

  /** The state after the snapshot was published. */
  public static State after(Map<String, String> summary) {
    return state(SummaryNames.STATE_PREFIX, summary);
  }

  /** The state before the snapshot was published. */
  public static State before(Map<String, String> summary) {
    return state(SummaryNames.BEFORE_PREFIX, summary);
  }

  /** The keys of the pass that made the snapshot. */
  public static State keys(Map<String, String> summary) {
    return state(SummaryNames.KEY_PREFIX, summary);
  }

  /** The publish that made the snapshot. */
  public static Optional<Publication> publication(
      long snapshotId, long sequenceNumber, Map<String, String> summary) {
    return Optional.ofNullable(summary.get(SummaryNames.RUN_ID))
        .map(
            runId ->
                new Publication(
                    runId,
                    pass(summary),
                    snapshotId,
                    sequenceNumber,
                    summary.getOrDefault(SummaryNames.WORKFLOW, "")));
  }

  private static int pass(Map<String, String> summary) {
    String text = summary.getOrDefault(SummaryNames.PASS, "1");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 1;
  }

  private static State state(String prefix, Map<String, String> summary) {
    TreeMap<KeyName, String> values = new TreeMap<>();
    summary.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && name.indexOf('.', prefix.length()) > 0) {
            values.put(KeyName.parse(name.substring(prefix.length())), value);
          }
        });
    return new State(values);
  }
}
