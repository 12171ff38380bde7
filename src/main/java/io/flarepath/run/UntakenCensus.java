package io.flarepath.run;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Severity;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Slice;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.UntakenRows;
import io.flarepath.publish.WindowChain;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.table.TableFacts;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.UncountedAdvice;
import io.flarepath.untaken.Untaken;
import io.flarepath.untaken.UntakenAdvice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the rows of a job's inputs that no window takes. A run counts once, after its passes, and
 * from metadata alone.
 */
record UntakenCensus(Catalog tables) {

  /** A run looks at so many snapshots of a source; each costs two small files. */
  private static final int OF_A_RUN = 20;

  private static final int OF_A_PLAN = 1_000;

  /**
   * The record of a job with what its run says of such rows: what is certain. Rows that wait for
   * their window are the daily run of things, and only recorded. That rows cannot be counted is no
   * reason for the job to fail.
   */
  JobRecord after(JobPlan.Load job, JobRecord done) {
    try {
      List<Untaken> untaken = counted(job, Map.of(), OF_A_RUN);
      List<Diagnostic> said = new ArrayList<>(done.diagnostics());
      said.addAll(unjoined(job, done.published().size()));
      UntakenAdvice.of(done.name(), untaken).stream()
          .filter(advice -> advice.severity() == Severity.WARNING)
          .forEach(said::add);
      return done.counted(said, untaken);
    } catch (FlarepathException e) {
      List<Diagnostic> said = new ArrayList<>(done.diagnostics());
      said.add(
          Diagnostic.note(e.code(), "rows outside all windows could not be counted")
              .because(e.diagnostics().get(0).message()));
      return done.counted(said, List.of());
    }
  }

  /**
   * Windows that do not join those before them. Where the SQL leaves out what lies between two
   * windows, or takes it twice, it does so each time, so the first is shown for all.
   */
  private List<Diagnostic> unjoined(JobPlan.Load job, int published) {
    boolean joins =
        Resolver.incremental(job).stream()
            .allMatch(input -> input.read().filter(PartialRead::joinsWindows).isPresent());
    if (published == 0 || !joins) {
      return List.of();
    }
    List<Diagnostic> warnings =
        table(job).stream()
            .flatMap(table -> new WindowChain(job, table).last(published).stream())
            .filter(finding -> finding.severity() == Severity.WARNING)
            .toList();
    return warnings.stream()
        .limit(1)
        .map(
            first ->
                warnings.size() == 1
                    ? first
                    : first.because(
                        "%d windows of this run do not start where the previous one ends"
                            .formatted(warnings.size())))
        .toList();
  }

  /** The state is in the first output's table as in the others. */
  private Optional<TableFacts> table(JobPlan.Load job) {
    return job.outputs().stream().findFirst().flatMap(output -> tables.load(output.table()));
  }

  /**
   * For a plan, where the rows themselves are counted if the metadata gives bounds only, or if
   * there is none.
   *
   * @param next what comes next; empty where that is not known
   * @param isFirst whether nothing came before it
   */
  List<Untaken> of(ReadingSession session, JobPlan.Load job, List<Slice> next, boolean isFirst) {
    Map<String, Window> windows = new LinkedHashMap<>();
    next.stream()
        .filter(slice -> SourceReads.isOwnColumn(session, slice))
        .filter(slice -> slice.window().orElseThrow().range().axis().hasSteps())
        .forEach(slice -> windows.put(slice.input(), slice.window().orElseThrow()));
    List<Untaken> all = new ArrayList<>();
    for (Untaken untaken : counted(job, windows, OF_A_PLAN)) {
      all.add(exact(session, job, untaken));
    }
    for (InputPlan input : Resolver.incremental(job)) {
      Window window = windows.get(input.name());
      if (window != null && input.currentTable().isEmpty()) {
        Question question = question(window, isFirst);
        all.add(
            new Untaken(
                input.name(),
                input.source().toString(),
                question,
                session.counts(input, question)));
      }
    }
    return all;
  }

  /** What is said of inputs whose rows are not counted, since their windows have no steps. */
  static List<Diagnostic> uncounted(ReadingSession session, JobPlan.Load job, List<Slice> next) {
    List<Diagnostic> notes = new ArrayList<>();
    for (Slice slice : next) {
      Optional<Window> window = slice.window().filter(found -> !found.range().axis().hasSteps());
      if (window.isPresent() && SourceReads.isOwnColumn(session, slice)) {
        String source = job.input(slice.input()).orElseThrow().source().toString();
        notes.add(UncountedAdvice.of(source, window.get().column(), window.get().range().axis()));
      }
    }
    return notes;
  }

  private static Untaken exact(ReadingSession session, JobPlan.Load job, Untaken untaken) {
    Optional<InputPlan> input =
        job.input(untaken.input()).filter(found -> !untaken.counts().isExact());
    return input
        .map(found -> session.counts(found, untaken.asked()))
        .map(counts -> untaken.with(counts))
        .orElse(untaken);
  }

  /** What can be asked of rows that no snapshots and no records tell of. */
  private static Question question(Window next, boolean isFirst) {
    OptionalLong start = OptionalLong.of(next.range().firstStep());
    return new Question(
        next.column(),
        next.range().axis(),
        isFirst ? start : OptionalLong.empty(),
        start,
        List.of(),
        0);
  }

  private List<Untaken> counted(JobPlan.Load job, Map<String, Window> next, int snapshots) {
    return job.outputs().isEmpty() || Resolver.incremental(job).isEmpty()
        ? List.of()
        : new UntakenRows(tables, snapshots).of(job, table(job), next);
  }
}
