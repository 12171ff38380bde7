package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.AskedOnce;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Request;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.state.State;
import io.flarepath.window.AxisValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks the strategies of a job's incremental inputs what to read next.
 *
 * @param now the present time, by which slices are complete
 */
public record Slicing(Instant now) {

  /**
   * What a pass would read from one state.
   *
   * @param proposals one for each incremental input, in the order of the inputs
   */
  record Sliced(List<Proposal> proposals) {

    Sliced {
      proposals = List.copyOf(proposals);
    }

    List<Slice> slices() {
      return proposals.stream().map(Proposal::slice).toList();
    }

    Readiness readiness() {
      return Readiness.of(proposals.stream().map(Proposal::readiness).toList());
    }

    /** What is probably wrong with slices that are not due. */
    List<Diagnostic> warnings() {
      return proposals.stream().flatMap(each -> each.readiness().warning().stream()).toList();
    }

    /** Where the windows that are known start, in the order of the inputs. */
    List<AxisValue> starts() {
      return slices().stream()
          .flatMap(slice -> slice.window().stream())
          .map(Window::startValue)
          .toList();
    }

    /** Whether the windows start before those from another state, at the first that differs. */
    int compareStarts(Sliced other) {
      List<AxisValue> own = starts();
      List<AxisValue> others = other.starts();
      int order = 0;
      for (int i = 0; order == 0 && i < Math.min(own.size(), others.size()); i++) {
        order = own.get(i).compareTo(others.get(i));
      }
      return order;
    }
  }

  /** The slices that come next. */
  Sliced of(
      SourceFacts facts, JobPlan.Load job, State state, boolean movesState, RunOptions options) {
    SourceFacts asked = new AskedOnce(facts);
    Request request = new Request(state, movesState, options.given(), now, job.zone().id());
    return new Sliced(reads(job).map(read -> read.propose(request, asked)).toList());
  }

  /**
   * Why no run can go on from a state, whatever clock and tables are then.
   *
   * @return empty if the next run can go on
   * @throws FlarepathException what the next run would fail with, though a later one may go on
   */
  Optional<FlarepathException> deadEnd(SourceFacts facts, JobPlan.Load job, State state) {
    SourceFacts asked = new AskedOnce(facts);
    Request request = new Request(state, true, Map.of(), now, job.zone().id());
    Optional<FlarepathException> unknown = Optional.empty();
    for (PartialRead read : reads(job).toList()) {
      try {
        Optional<FlarepathException> deadEnd = read.deadEnd(request, asked);
        if (deadEnd.isPresent()) {
          return deadEnd;
        }
      } catch (FlarepathException e) {
        unknown = unknown.or(() -> Optional.of(e));
      }
    }
    if (unknown.isPresent()) {
      throw unknown.get();
    }
    return Optional.empty();
  }

  /** How the job's incremental inputs are read, in the order of the inputs. */
  static Stream<PartialRead> reads(JobPlan.Load job) {
    return Resolver.incremental(job).stream().map(input -> input.read().orElseThrow());
  }

  /**
   * The windows that would follow a pass, as far as clock and data let them, without doing any.
   *
   * @param limit at most so many
   */
  Following following(SourceFacts facts, PassPlan pass, RunOptions options, int limit) {
    List<String> windows = new ArrayList<>();
    if (pass.writes().isEmpty()) {
      return new Following(windows, Optional.empty(), false);
    }
    Walk walk = new Walk(this, facts, options, pass);
    while (windows.size() < limit) {
      Optional<Sliced> next = walk.next();
      if (next.isEmpty()) {
        break;
      }
      next.get().slices().forEach(slice -> windows.add(words(slice)));
    }
    return new Following(windows, walk.end(), walk.isEndless());
  }

  /** A slice in a few words: its window, else its keys. */
  private static String words(Slice slice) {
    return slice
        .window()
        .map(Object::toString)
        .orElseGet(() -> State.of(Slice.keys(List.of(slice))).toString());
  }

  /**
   * Windows that follow a pass.
   *
   * @param windows as people read them, in order
   * @param reason why there are no more; empty when there may be
   * @param isEndless whether they lead back to one before, now and in every later run
   */
  record Following(List<String> windows, Optional<String> reason, boolean isEndless) {
    Following {
      windows = List.copyOf(windows);
    }
  }
}
