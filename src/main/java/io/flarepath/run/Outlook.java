package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.StreamPlan;
import io.flarepath.publish.FileEstimate;
import io.flarepath.state.State;
import io.flarepath.untaken.Untaken;
import io.flarepath.untaken.UntakenAdvice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run would do now.
 *
 * @param plan the plan of the workflow
 * @param jobs what each job would do, in the order of the plan
 * @param now the time that was asked
 */
public record Outlook(RunPlan plan, List<JobOutlook> jobs, Instant now) {

  public Outlook {
    jobs = List.copyOf(jobs);
  }

  /** What one job would do. */
  public sealed interface JobOutlook {

    JobPlan job();

    /** Asks for the case. Each one has an answer, so that a new case has to be handled. */
    <R> R match(
        Function<Pass, R> pass,
        Function<Stream, R> stream,
        Function<Nothing, R> nothing,
        Function<Later, R> later,
        Function<Blocked, R> blocked);

    /**
     * There is a pass to do.
     *
     * @param reason why it is due
     * @param files what each incremental or table input would read, by the input's name
     * @param goesOn whether the same run loads these, too
     * @param following the windows that could come after it
     * @param end why no more windows follow; empty when more may
     * @param advice what is worth knowing of it
     * @param untaken the rows of its inputs that no window takes
     */
    record Pass(
        PassPlan pass,
        String reason,
        Map<String, FileEstimate> files,
        boolean goesOn,
        List<String> following,
        Optional<String> end,
        List<Diagnostic> advice,
        List<Untaken> untaken)
        implements JobOutlook {

      public Pass {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        following = List.copyOf(following);
        advice = List.copyOf(advice);
        untaken = List.copyOf(untaken);
      }

      @Override
      public JobPlan job() {
        return pass.job();
      }

      @Override
      public <R> R match(
          Function<Pass, R> match,
          Function<Stream, R> stream,
          Function<Nothing, R> nothing,
          Function<Later, R> later,
          Function<Blocked, R> blocked) {
        return match.apply(this);
      }
    }

    /**
     * Streams are read, batch after batch.
     *
     * @param states the state of each output's table, by its view; empty before the first batch
     */
    record Stream(JobPlan.Load job, StreamPlan stream, Map<String, State> states)
        implements JobOutlook {
      public Stream {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
      }

      @Override
      public <R> R match(
          Function<Pass, R> pass,
          Function<Stream, R> match,
          Function<Nothing, R> nothing,
          Function<Later, R> later,
          Function<Blocked, R> blocked) {
        return match.apply(this);
      }
    }

    /**
     * There is nothing to do.
     *
     * @param untaken the rows of its inputs that no window takes
     * @param warnings what is probably wrong
     */
    record Nothing(JobPlan job, String reason, List<Untaken> untaken, List<Diagnostic> warnings)
        implements JobOutlook {

      public Nothing {
        untaken = List.copyOf(untaken);
        warnings = List.copyOf(warnings);
      }

      /** Nothing to do for a job whose inputs are not counted. */
      Nothing(JobPlan job, String reason) {
        this(job, reason, List.of(), List.of());
      }

      /** What is worth knowing of it. */
      public List<Diagnostic> advice() {
        List<Diagnostic> advice = new ArrayList<>(warnings);
        advice.addAll(UntakenAdvice.of(job.name().value(), untaken));
        return advice;
      }

      @Override
      public <R> R match(
          Function<Pass, R> pass,
          Function<Stream, R> stream,
          Function<Nothing, R> nothing,
          Function<Later, R> later,
          Function<Blocked, R> blocked) {
        return nothing.apply(this);
      }
    }

    /**
     * It is known only when other jobs of the run have made what this one reads.
     *
     * @param waits what they make
     * @param writes what it will do to its tables, as far as the results of those jobs tell
     */
    record Later(JobPlan.Load job, List<DerivedDependency> waits, List<OutputWrite> writes)
        implements JobOutlook {

      public Later {
        waits = List.copyOf(waits);
        writes = List.copyOf(writes);
      }

      /** What has to happen before, and why. */
      public String reason() {
        return waits.stream()
            .map(each -> "`%s` has written %s".formatted(each.after(), each.place()))
            .distinct()
            .collect(Collectors.joining(" and ", "after ", ", which is not there yet"));
      }

      @Override
      public <R> R match(
          Function<Pass, R> pass,
          Function<Stream, R> stream,
          Function<Nothing, R> nothing,
          Function<Later, R> later,
          Function<Blocked, R> blocked) {
        return later.apply(this);
      }
    }

    /** It is not known, or the run would fail. */
    record Blocked(JobPlan job, List<Diagnostic> diagnostics) implements JobOutlook {
      public Blocked {
        diagnostics = List.copyOf(diagnostics);
      }

      @Override
      public <R> R match(
          Function<Pass, R> pass,
          Function<Stream, R> stream,
          Function<Nothing, R> nothing,
          Function<Later, R> later,
          Function<Blocked, R> blocked) {
        return blocked.apply(this);
      }
    }
  }
}
