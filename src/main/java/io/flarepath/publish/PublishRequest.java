package io.flarepath.publish;

import io.flarepath.state.JobMark;
import io.flarepath.state.Publication;
import io.flarepath.state.State;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to publish.
 *
 * @param job the job's name
 * @param runId the run and {@code pass} that will have published
 * @param workflow the job's workflow
 * @param expected the job's mark from which the pass started
 * @param after the state to set
 * @param properties table properties that the workflow asks for
 */
public record PublishRequest(
    Staged staged,
    String job,
    String runId,
    int pass,
    String workflow,
    JobMark expected,
    State after,
    Map<String, String> properties) {

  public PublishRequest {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** The job's mark that the publish leaves. */
  public JobMark mark() {
    return new JobMark(
        after,
        Optional.of(
            new Publication(runId, pass, staged.snapshotId(), staged.sequenceNumber(), workflow)));
  }
}
