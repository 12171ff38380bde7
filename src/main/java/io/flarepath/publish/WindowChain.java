package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.Write;
import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SourceRead;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.window.AxisText;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the windows that a job published follow one another without gaps and overlaps.
 *
 * @param table the output table, as it is
 */
public record WindowChain(JobPlan.Load job, TableFacts table) {

  /** After it the same windows come once more, as they should. */
  private static final String STATE_UNDO = "state-undo";

  private static final Set<String> WATCHED = Set.of(Mode.RUN.word(), STATE_UNDO);

  private record Published(Range range, long snapshotId, boolean isReplacing) {}

  /** Compares each window with the one that was published before it, backfills left out. */
  public List<Diagnostic> all() {
    return last(Integer.MAX_VALUE);
  }

  /**
   * Compares the windows that were published last, each with the one before it.
   *
   * @param publishes at most so many
   */
  public List<Diagnostic> last(int publishes) {
    List<SnapshotFacts> published =
        new ArrayList<>(
            table.history().stream()
                .filter(snapshot -> SummaryState.isOf(job.name().value(), snapshot.summary()))
                .filter(snapshot -> WATCHED.contains(mode(snapshot)))
                .limit(publishes + 1L)
                .toList());
    Collections.reverse(published);
    List<Diagnostic> findings = new ArrayList<>();
    Optional<Published> earlier = Optional.empty();
    for (SnapshotFacts snapshot : published) {
      Optional<Published> window =
          STATE_UNDO.equals(mode(snapshot)) ? Optional.empty() : window(snapshot);
      if (earlier.isPresent() && window.isPresent()) {
        compare(earlier.get(), window.get()).ifPresent(findings::add);
      }
      earlier = window;
    }
    return findings;
  }

  private static String mode(SnapshotFacts snapshot) {
    return snapshot.summary().getOrDefault(SummaryNames.MODE, "");
  }

  /**
   * What the publish read; else, as an older version wrote it, what it replaced. The latter is in
   * the result's values, which leave gaps where the result has days and the source has times.
   */
  private static Optional<Published> window(SnapshotFacts snapshot) {
    Map<String, String> summary = snapshot.summary();
    String write = summary.getOrDefault(SummaryNames.WRITE, "");
    boolean isAppended = write.equals(new Write.Append().word());
    Optional<PublishedWindow> window = PublishedWindow.of(summary);
    Collection<SourceRead> reads = SourceRead.of(summary).values();
    boolean isByWindow = window.isPresent() || isAppended || write.equals("merge");
    if (isByWindow && reads.size() == 1) {
      window = reads.stream().map(SourceRead::window).findFirst();
    }
    return window.map(found -> new Published(found.range(), snapshot.id(), !isAppended));
  }

  private Optional<Diagnostic> compare(Published earlier, Published later) {
    // Instants and wall-clock times count the same steps, and old snapshots do not tell them apart.
    boolean areComparable =
        earlier.range().axis() == later.range().axis()
            || (earlier.range().axis().hasMicros() && later.range().axis().hasMicros());
    int order = areComparable ? earlier.range().end().compareTo(later.range().start()) : 0;
    if (order == 0) {
      return Optional.empty();
    }
    AxisText text = new AxisText(job.zone().id());
    boolean isGap = order < 0;
    Code code = isGap ? Code.WINDOW_GAP : Code.WINDOW_OVERLAP;
    String message =
        "two windows of `%s` in %s %s"
            .formatted(job.name().value(), table.name(), isGap ? "leave a gap" : "overlap");
    boolean isHarmless = !isGap && later.isReplacing();
    Diagnostic diagnostic =
        isHarmless ? Diagnostic.note(code, message) : Diagnostic.warning(code, message);
    diagnostic =
        diagnostic.because(
            "snapshot %d ends before %s, and snapshot %d starts at %s"
                .formatted(
                    earlier.snapshotId(),
                    text.of(earlier.range().axis(), earlier.range().end()),
                    later.snapshotId(),
                    text.of(later.range().axis(), later.range().start())));
    if (isHarmless) {
      return Optional.of(diagnostic.because("the later one replaced the rows of the earlier one"));
    }
    return Optional.of(
        diagnostic.help(
            isGap
                ? "load the missing rows with `flarepath backfill`"
                : "rows in both windows were loaded twice: undo one of the two publishes"));
  }
}
