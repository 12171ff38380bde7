package io.flarepath.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that the properties of an output table say of one job. It changes with each publish,
 * so that a run which finds another mark than the one it started from knows that it was overtaken.
 *
 * @param state the keys that the next pass starts from
 * @param last the last publish, if the job ever published here
 */
public record JobMark(State state, Optional<Publication> last) {

  public static final JobMark NONE = new JobMark(State.EMPTY, Optional.empty());

  /** Reads a job's mark from a table's properties. Unknown properties belong to others. */
  public static JobMark read(String job, Map<String, String> properties) {
    String prefix = PropertyNames.statePrefix(job);
    TreeMap<KeyName, String> values = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          int dot = name.indexOf('.', prefix.length());
          if (name.startsWith(prefix) && dot > prefix.length() && dot < name.length() - 1) {
            values.put(KeyName.parse(name.substring(prefix.length())), value);
          }
        });
    return new JobMark(new State(values), lastPublish(job, properties));
  }

  /** The properties that hold this mark. */
  public Map<String, String> properties(String job) {
    Map<String, String> properties = new LinkedHashMap<>();
    state
        .values()
        .forEach((name, value) -> properties.put(PropertyNames.statePrefix(job) + name, value));
    last.ifPresent(
        publication -> {
          properties.put(PropertyNames.runId(job), publication.runId());
          properties.put(PropertyNames.pass(job), Integer.toString(publication.pass()));
          properties.put(PropertyNames.snapshotId(job), Long.toString(publication.snapshotId()));
          properties.put(
              PropertyNames.sequenceNumber(job), Long.toString(publication.sequenceNumber()));
          properties.put(PropertyNames.workflow(job), publication.workflow());
        });
    return properties;
  }

  /** The properties that hold this mark in a table, with the mark's {@linkplain MarkSeal seal}. */
  public Map<String, String> sealed(String job, String uuid) {
    Map<String, String> properties = properties(job);
    if (!properties.isEmpty()) {
      properties.put(PropertyNames.seal(job), MarkSeal.of(job, uuid, this));
    }
    return properties;
  }

  /** Whether a tag holds the snapshot of the last publish: without a state there is no need. */
  public boolean isTagged() {
    return last.isPresent() && !state.isEmpty();
  }

  /** The snapshots that the marks of all jobs name, each with those jobs. */
  public static Map<Long, List<String>> lastSnapshots(Map<String, String> properties) {
    Map<Long, List<String>> snapshots = new TreeMap<>();
    properties.forEach(
        (name, value) ->
            PropertyNames.jobOfSnapshotId(name)
                .ifPresent(
                    job ->
                        snapshots
                            .computeIfAbsent(number(value), id -> new ArrayList<>())
                            .add(job)));
    snapshots.values().forEach(Collections::sort);
    return snapshots;
  }

  private static Optional<Publication> lastPublish(String job, Map<String, String> properties) {
    String runId = properties.get(PropertyNames.runId(job));
    String snapshotId = properties.get(PropertyNames.snapshotId(job));
    if (runId == null || snapshotId == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Publication(
            runId,
            (int) number(properties.getOrDefault(PropertyNames.pass(job), "1")),
            number(snapshotId),
            number(properties.getOrDefault(PropertyNames.sequenceNumber(job), "0")),
            properties.getOrDefault(PropertyNames.workflow(job), "")));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
