package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.Mode;
import io.flarepath.run.WindowWalk.Step;
import io.flarepath.run.WindowWalk.Steps;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.untaken.CountedWindows;
import io.flarepath.untaken.RowChange;
import io.flarepath.untaken.WindowRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Counts the rows of each window that a job should have loaded, in its source and in its output
 * tables: one query for each. Changes nothing.
 */
public final class WindowCounting {

  /** So many windows of a job are counted at once. */
  public static final int MOST = 1_000;

  private final ReadingEngine engine;
  private final Catalog tables;
  private final Slicing slicing;
  private final int most;

  /**
   * @param most at most so many windows of a job are counted
   */
  public WindowCounting(ReadingEngine engine, Catalog tables, Slicing slicing, int most) {
    this.engine = engine;
    this.tables = tables;
    this.slicing = slicing;
    this.most = most;
  }

  /**
   * Counts.
   *
   * @param jobs only these; empty: all
   * @return one for each output table of an incremental job that is there
   */
  public List<CountedWindows> of(RunPlan plan, Set<String> jobs) {
    List<CountedWindows> all = new ArrayList<>();
    for (JobPlan.Load job : plan.loads()) {
      boolean isWanted = jobs.isEmpty() || jobs.contains(job.name().value());
      if (isWanted && !Resolver.incremental(job).isEmpty()) {
        for (OutputPlan output : job.outputs()) {
          tables.load(output.table()).map(table -> counted(job, output, table)).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private CountedWindows counted(JobPlan.Load job, OutputPlan output, TableFacts table) {
    try (ReadingSession session = engine.open(job)) {
      return new OneTable(session, job, output, table).counted();
    } catch (FlarepathException e) {
      return CountedWindows.none(
          job.name().value(), output.table().toString(), e.diagnostics().get(0).message());
    }
  }

  /** One output table. */
  private final class OneTable {

    private final ReadingSession session;
    private final JobPlan.Load job;
    private final OutputPlan output;
    private final TableFacts table;

    OneTable(ReadingSession session, JobPlan.Load job, OutputPlan output, TableFacts table) {
      this.session = session;
      this.job = job;
      this.output = output;
      this.table = table;
    }

    CountedWindows counted() {
      List<InputPlan> inputs = Resolver.incremental(job);
      if (inputs.size() != 1) {
        return none("several inputs of the job are incremental");
      }
      if (output.content() == Content.STATE) {
        return none("the table holds the job's state but none of its rows");
      }
      session.freeze(new InputCheck(tables, session).freeze(job));
      State state = table.mark(job.name().value()).state();
      if (state.isEmpty()) {
        return none("the table has no state of the job");
      }
      Steps steps = steps(state);
      return steps.steps().isEmpty()
          ? none("the job's windows are unknown")
          : counted(inputs.get(0), steps);
    }

    /** From the first window on; if these are too many, the newest that the history leads to. */
    private Steps steps(State state) {
      WindowWalk walk = new WindowWalk(slicing, session, job, options(Map.of()));
      Steps all = walk.between(State.EMPTY, state, most);
      if (all.isWhole()) {
        return all;
      }
      List<SnapshotFacts> published =
          table.history().stream()
              .filter(each -> SummaryState.isOf(job.name().value(), each.summary()))
              .toList();
      if (published.isEmpty()) {
        return all;
      }
      State late =
          SummaryState.before(published.get(Math.min(most, published.size()) - 1).summary());
      Steps newest = walk.between(late, state, most);
      return late.isEmpty() || !newest.isWhole() ? all : new Steps(newest.steps(), false);
    }

    private CountedWindows counted(InputPlan input, Steps steps) {
      List<Window> windows = steps.steps().stream().map(Step::window).toList();
      Optional<List<Slice>> span = span(steps);
      if (span.isEmpty()) {
        return none("no single range of keys covers all of the windows");
      }
      new PassAssembly(session, job, List.of(), StageClock.stopped()).makeViews(span.get());
      Optional<CarriedWindows> read =
          CarriedWindows.of(
              windows,
              List.of(),
              window -> session.carriers(input, window.source(), window.range()));
      Optional<CarriedWindows> written =
          CarriedWindows.of(
              windows,
              session.columns(output.output()),
              window -> session.carriers(output.output(), window.source(), window.range()));
      if (read.isEmpty() || written.isEmpty()) {
        return none(
            "%s has no column that determines the window's `%s`"
                .formatted(
                    read.isEmpty() ? "the incremental SQL's result" : "the result",
                    windows.get(0).column()));
      }
      List<Long> inSource = session.rows(input, read.get().column(), read.get().ranges());
      List<Long> inTable =
          session.rows(table.name(), written.get().column(), written.get().ranges());
      List<WindowRows> rows = new ArrayList<>();
      for (int i = 0; i < windows.size(); i++) {
        State keys = State.of(Slice.keys(List.of(steps.steps().get(i).slice())));
        rows.add(new WindowRows(windows.get(i).range(), keys, inSource.get(i), inTable.get(i)));
      }
      return new CountedWindows(
          job.name().value(),
          input.source().toString(),
          table.name().toString(),
          rows,
          changes(input),
          leftOut(steps, rows),
          Optional.empty());
    }

    private Set<RowChange> changes(InputPlan input) {
      Set<RowChange> changes = new HashSet<>(session.changes(input, output.output()));
      output.output().merge().ifPresent(merge -> changes.add(RowChange.MERGES));
      return changes;
    }

    private Optional<String> leftOut(Steps steps, List<WindowRows> rows) {
      return steps.isWhole()
          ? Optional.empty()
          : Optional.of(
              "only %d windows are counted: from %s to %s"
                  .formatted(
                      rows.size(), rows.get(0).window(), rows.get(rows.size() - 1).window()));
    }

    /** All windows as one: the last one's keys, with that of the first where it starts. */
    private Optional<List<Slice>> span(Steps steps) {
      Step first = steps.steps().get(0);
      Step last = steps.steps().get(steps.steps().size() - 1);
      for (SliceKey start : first.slice().keys()) {
        Map<KeyName, String> keys = new LinkedHashMap<>(Slice.keys(List.of(last.slice())));
        keys.put(start.name(), start.value());
        List<Slice> whole = slicing.of(session, job, State.EMPTY, false, options(keys)).slices();
        if (whole.get(0).window().filter(window -> spans(window, first, last)).isPresent()) {
          return Optional.of(whole);
        }
      }
      return Optional.empty();
    }

    private static boolean spans(Window whole, Step first, Step last) {
      return whole.range().covers(first.window().range())
          && whole.range().covers(last.window().range());
    }

    private CountedWindows none(String why) {
      return CountedWindows.none(job.name().value(), table.name().toString(), why);
    }
  }

  private static RunOptions options(Map<KeyName, String> given) {
    return new RunOptions(Mode.BACKFILL, Set.of(), false, OptionalInt.empty(), given, true);
  }
}
