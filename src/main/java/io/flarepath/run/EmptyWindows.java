package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.AskedOnce;
import io.flarepath.pass.Carrier;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Skipped;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Mode;
import io.flarepath.run.Slicing.Sliced;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.TableFacts;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Skips windows without rows, so that a long gap costs one commit and not one for each window. The
 * pass that follows replaces the rows of the skipped windows too: it leaves the table as passes
 * over each of them would have. A window is skipped only where that is certain; else it is walked.
 */
final class EmptyWindows {

  /** How many windows one pass skips at most, so that progress is published now and then. */
  static final int MOST = 1_000;

  private final Slicing slicing;
  private final ReadingSession session;
  private final SourceFacts facts;
  private final JobPlan.Load job;
  private final RunOptions options;
  private final StageClock clock;

  /**
   * @param clock measures what is asked
   */
  EmptyWindows(
      Slicing slicing,
      ReadingSession session,
      JobPlan.Load job,
      RunOptions options,
      StageClock clock) {
    this.slicing = slicing;
    this.session = session;
    this.clock = clock;
    this.facts = new AskedOnce(clock.measured(session));
    this.job = job;
    this.options = options;
  }

  /**
   * The same outputs with the window that they need a pass for: the first that has rows or may give
   * some, else the last that is complete. Windows are looked at only after a publish without rows,
   * which is the first of a gap, so that other passes cost nothing more.
   *
   * @param outputs the tables of all outputs, as they are
   */
  OutputGroup skip(OutputGroup group, Map<OutputPlan, Optional<TableFacts>> outputs) {
    if (!mayBeSkipped() || !group.outputs().stream().allMatch(each -> isLastEmpty(each, outputs))) {
      return group;
    }
    Sliced first = group.sliced();
    Optional<Window> window = first.slices().get(0).window();
    boolean isEmpty =
        first.readiness().kind() == Readiness.Kind.READY
            && window.filter(rows -> isEmpty(rows.range(), rows)).isPresent();
    if (!isEmpty || !isNothing(group, first)) {
      return group;
    }
    Sliced passed = walked(group, first, window.orElseThrow());
    return new OutputGroup(group.state(), group.outputs(), passed, group.isFurthest());
  }

  /** The last slices of a walk, which begins with a window that can be skipped. */
  private Sliced walked(OutputGroup group, Sliced first, Window window) {
    Optional<AxisValue> oldest = facts.oldest(window.source(), after(window));
    Walk walk =
        new Walk(
            slicing,
            facts,
            options,
            new PassPlan(job, first.slices(), List.of(), List.of(), group.state(), true));
    Sliced last = first;
    Window whole = window;
    Optional<Skipped> skipped = Optional.empty();
    for (int count = 1; count <= MOST; count++) {
      Optional<Sliced> next = next(walk);
      Optional<Window> joined =
          next.flatMap(sliced -> sliced.slices().get(0).window()).flatMap(whole::joined);
      if (joined.isEmpty()) {
        break;
      }
      skipped = Optional.of(new Skipped(count, whole));
      whole = joined.get();
      last = next.orElseThrow();
      AxisValue end = whole.range().end();
      boolean hasRows = oldest.filter(value -> value.compareTo(end) < 0).isPresent();
      if (hasRows || !isNothing(group, last)) {
        break;
      }
    }
    Sliced own = last;
    Window all = whole;
    return skipped.map(empty -> after(own, empty, all)).orElse(first);
  }

  private static Sliced after(Sliced sliced, Skipped empty, Window whole) {
    Proposal proposal = sliced.proposals().get(0);
    return new Sliced(
        List.of(new Proposal(proposal.slice().after(empty, whole), proposal.readiness())));
  }

  /** What cannot be decided is left to the pass that comes to it. */
  private static Optional<Sliced> next(Walk walk) {
    try {
      return walk.next();
    } catch (FlarepathException e) {
      return Optional.empty();
    }
  }

  /** Whether the job is one whose passes do nothing but replace, add or merge rows. */
  private boolean mayBeSkipped() {
    List<InputPlan> incremental = Resolver.incremental(job);
    return options.mode() == Mode.RUN
        && !options.allowIncomplete()
        && options.given().isEmpty()
        && job.sinks().isEmpty()
        && !job.outputs().isEmpty()
        && incremental.size() == 1
        && incremental.get(0).read().filter(PartialRead::keepsProgress).isPresent()
        && job.job().upkeep().assertions().isEmpty()
        && job.outputs().stream().map(OutputPlan::output).allMatch(EmptyWindows::takesNothing);
  }

  /** Whether a result without rows changes nothing in the table but the rows of its window. */
  private static boolean takesNothing(Output output) {
    return output.assertions().isEmpty()
        && output.merge().filter(EmptyWindows::mayTakeOthers).isEmpty();
  }

  /** {@code WHEN NOT MATCHED BY SOURCE} changes rows that a result does not have. */
  private static boolean mayTakeOthers(Merge merge) {
    return merge.when().text().toLowerCase(Locale.ROOT).contains("source");
  }

  /** Whether the job's last publish into a table had no rows, as its snapshot says. */
  private boolean isLastEmpty(OutputPlan output, Map<OutputPlan, Optional<TableFacts>> outputs) {
    Optional<TableFacts> table = outputs.getOrDefault(output, Optional.empty());
    return table
        .flatMap(facts -> facts.mark(job.name().value()).last())
        .flatMap(
            last ->
                table.orElseThrow().history().stream()
                    .filter(snapshot -> snapshot.id() == last.snapshotId())
                    .findFirst())
        .filter(snapshot -> "0".equals(snapshot.summary().get(SummaryNames.ROWS_RESULT)))
        .isPresent();
  }

  private boolean isEmpty(Range range, Window window) {
    return facts.oldest(window.source(), range).isEmpty();
  }

  /** The values after a window, up to the newest. */
  private Range after(Window window) {
    AxisValue end = window.range().end();
    AxisValue after =
        facts
            .newest(window.source())
            .map(AxisValue::next)
            .filter(past -> past.compareTo(end) > 0)
            .orElse(end);
    return new Range(window.range().axis(), end, after);
  }

  /** Whether the pass over a window without rows is certain to write none. */
  private boolean isNothing(OutputGroup group, Sliced sliced) {
    Slice slice = sliced.slices().get(0);
    Optional<Window> window = slice.window();
    if (window.isEmpty() || slice.sql().isEmpty()) {
      return false;
    }
    List<Output> outputs = group.outputs().stream().map(OutputPlan::output).toList();
    InputPlan input = job.input(slice.input()).orElseThrow();
    return clock.on(
            Part.VIEWS,
            () ->
                session.isNothingOfNothing(
                    input, slice.sql().orElseThrow(), window.orElseThrow(), outputs))
        && group.outputs().stream()
            .filter(OutputPlan::replacesWindow)
            .allMatch(output -> carries(output.output(), window.orElseThrow()));
  }

  /**
   * Whether the result's column is made from the window's alone. Else rows of the next pass that
   * lie in a skipped window would not be noticed as rows outside their own.
   */
  private boolean carries(Output output, Window window) {
    boolean hasItsName =
        session.columns(output).stream()
            .anyMatch(column -> column.name().equalsIgnoreCase(window.column()));
    return session.carriers(output, window.source(), window.range()).stream()
        .map(Carrier::kind)
        .anyMatch(
            kind -> kind == Carrier.Kind.SAME || (kind == Carrier.Kind.ALIGNED && !hasItsName));
  }
}
