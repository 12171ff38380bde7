package io.flarepath.run;

import io.flarepath.audit.Finding;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.pass.Skipped;
import io.flarepath.pass.Window;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.SinkPlan;
import io.flarepath.publish.Mode;
import io.flarepath.publish.OutputRecord;
import io.flarepath.state.KeyName;
import io.flarepath.untaken.Untaken;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one invocation did.
 *
 * @param runId the run's id, which stands in everything that it published
 * @param mode whether the state took part
 * @param jobs in the order of the plan
 */
public record RunRecord(
    String runId,
    String workflow,
    Mode mode,
    Instant started,
    Instant ended,
    List<JobRecord> jobs) {

  public RunRecord {
    jobs = List.copyOf(jobs);
  }

  /** How a job ended. */
  public enum Status {
    SUCCEEDED,
    NOTHING_TO_DO,
    FAILED,
    SKIPPED
  }

  /**
   * What one job did.
   *
   * @param reason why it stopped where it stopped, one sentence; may be empty
   * @param actions what was done to tables after the passes
   * @param diagnostics what there is to say of it; of a failed job at least one error
   * @param untaken the rows of its inputs that no window takes, where they were counted
   * @param stages what it did outside its passes and actions: opening its session, passes that
   *     turned out not to be due or failed, counting
   */
  public record JobRecord(
      String name,
      Status status,
      String reason,
      List<PassRecord> passes,
      List<ActionRecord> actions,
      List<Diagnostic> diagnostics,
      List<Untaken> untaken,
      List<StageRecord> stages,
      Duration took) {

    /** A job that did nothing to tables beside its passes. */
    public JobRecord(
        String name,
        Status status,
        String reason,
        List<PassRecord> passes,
        List<Diagnostic> diagnostics,
        Duration took) {
      this(name, status, reason, passes, List.of(), diagnostics, took);
    }

    /** A job whose inputs were not counted, and whose stages were not measured. */
    public JobRecord(
        String name,
        Status status,
        String reason,
        List<PassRecord> passes,
        List<ActionRecord> actions,
        List<Diagnostic> diagnostics,
        Duration took) {
      this(name, status, reason, passes, actions, diagnostics, List.of(), List.of(), took);
    }

    public JobRecord {
      passes = List.copyOf(passes);
      actions = List.copyOf(actions);
      diagnostics = List.copyOf(diagnostics);
      untaken = List.copyOf(untaken);
      stages = List.copyOf(stages);
    }

    /** The same, with what was counted of its inputs and is said of that. */
    JobRecord counted(List<Diagnostic> said, List<Untaken> rows) {
      return new JobRecord(name, status, reason, passes, actions, said, rows, stages, took);
    }

    /** The same for another reason, and with other things said of it. */
    JobRecord saying(String why, List<Diagnostic> said) {
      return new JobRecord(name, status, why, passes, actions, said, untaken, stages, took);
    }

    /** The same with what it did outside its passes, and its time. */
    JobRecord spending(List<StageRecord> outside, Duration time) {
      return new JobRecord(
          name, status, reason, passes, actions, diagnostics, untaken, outside, time);
    }

    /** The passes that have published or delivered something. */
    public List<PassRecord> published() {
      return passes.stream()
          .filter(pass -> !pass.outputs().isEmpty() || !pass.deliveries().isEmpty())
          .toList();
    }
  }

  /**
   * What one pass did.
   *
   * @param number from 1 within its job and run
   * @param reason why it was due
   * @param keys the keys and their values
   * @param windows what was read, where the slices were windows
   * @param skipped the windows without rows that it took along; they are in {@code windows} too
   * @param seen what was seen of the input before anything was written
   * @param outputs what it published; nothing by a job without outputs
   * @param deliveries what it delivered before
   * @param stages its stages in their order; after a failure, up to the one that failed
   * @param took the time since it was about to be decided
   */
  public record PassRecord(
      int number,
      String reason,
      Map<KeyName, String> keys,
      List<Window> windows,
      Optional<Skipped> skipped,
      FirstLook.Seen seen,
      List<OutputRecord> outputs,
      List<DeliveryRecord> deliveries,
      List<StageRecord> stages,
      Duration took) {

    /** A pass that took no other windows along. */
    public PassRecord(
        int number,
        String reason,
        Map<KeyName, String> keys,
        List<Window> windows,
        FirstLook.Seen seen,
        List<OutputRecord> outputs,
        List<DeliveryRecord> deliveries,
        List<StageRecord> stages,
        Duration took) {
      this(
          number, reason, keys, windows, Optional.empty(), seen, outputs, deliveries, stages, took);
    }

    public PassRecord {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
      windows = List.copyOf(windows);
      outputs = List.copyOf(outputs);
      deliveries = List.copyOf(deliveries);
      stages = List.copyOf(stages);
    }
  }

  /**
   * What one delivery to a sink did.
   *
   * @param sink where the rows went, and how they were written
   * @param counts what the engine counted
   * @param findings what became of the output's assertions; all of them hold
   */
  public record DeliveryRecord(SinkPlan sink, WriteCounts counts, List<Finding> findings) {
    public DeliveryRecord {
      findings = List.copyOf(findings);
    }
  }
}
