package io.flarepath.report;

import io.flarepath.run.Cost;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.StageRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the time went, and what it cost, in one line. What is not known is left out. */
public final class CostText {

  /** Stages that took less of the whole are summed up. */
  private static final int LEAST_PERCENT = 1;

  private CostText() {}

  /** The stages of a pass, and what they cost together. */
  public static String pass(String job, PassRecord pass) {
    String costs = costs(pass.stages());
    return "%s  pass %d  %s%s"
        .formatted(
            job,
            pass.number(),
            stages(pass.stages(), pass.took()),
            costs.isEmpty() ? "" : "; " + costs);
  }

  /** What a job did outside its passes; empty where that was not measured. */
  public static Optional<String> job(JobRecord job) {
    Duration all =
        job.stages().stream().map(StageRecord::took).reduce(Duration.ZERO, Duration::plus);
    return job.stages().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: outside its passes: %s".formatted(job.name(), stages(job.stages(), all)));
  }

  private static String stages(List<StageRecord> stages, Duration whole) {
    List<String> parts = new ArrayList<>();
    Duration shown = Duration.ZERO;
    for (StageRecord stage : stages) {
      if (stage.took().multipliedBy(100 / LEAST_PERCENT).compareTo(whole) >= 0
          && stage.took().toMillis() > 0) {
        parts.add(stage.stage() + " " + Amounts.duration(stage.took()));
        shown = shown.plus(stage.took());
      }
    }
    parts.add("other " + Amounts.duration(whole.minus(shown)));
    return String.join(", ", parts);
  }

  private static String costs(List<StageRecord> stages) {
    Cost all = stages.stream().map(StageRecord::cost).reduce(Cost.NOTHING, Cost::plus);
    List<String> parts = new ArrayList<>();
    all.sparkJobs().ifPresent(jobs -> parts.add(Amounts.count(jobs, "Spark job")));
    files(all.filesRead(), all.bytesRead()).ifPresent(read -> parts.add("read " + read));
    all.filesSkipped().ifPresent(skipped -> parts.add("skipped " + Amounts.count(skipped, "file")));
    files(all.filesWritten(), all.bytesWritten())
        .ifPresent(written -> parts.add("wrote " + written));
    return String.join(", ", parts);
  }

  private static Optional<String> files(OptionalLong files, OptionalLong bytes) {
    return files.isPresent() && bytes.isPresent()
        ? Optional.of(
            "%s (%s)"
                .formatted(
                    Amounts.count(files.getAsLong(), "file"), Amounts.bytes(bytes.getAsLong())))
        : Optional.empty();
  }
}
