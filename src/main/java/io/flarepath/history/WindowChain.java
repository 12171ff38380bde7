package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.window.AxisText;
import io.flarepath.window.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Whether the windows that a job published follow one another without gaps and overlaps. */
final class WindowChain {

  private WindowChain() {}

  private record Published(Range range, long snapshotId, boolean isReplacing) {}

  /** Compares each window with the one that was published before it, backfills left out. */
  static List<Diagnostic> examine(JobTable jobTable) {
    List<SnapshotFacts> published = new ArrayList<>(jobTable.published());
    Collections.reverse(published);
    List<Diagnostic> findings = new ArrayList<>();
    Optional<Published> earlier = Optional.empty();
    for (SnapshotFacts snapshot : published) {
      if (!"run".equals(snapshot.summary().getOrDefault(SummaryNames.MODE, ""))) {
        continue;
      }
      Optional<Published> window = window(snapshot);
      if (earlier.isPresent() && window.isPresent()) {
        compare(jobTable, earlier.get(), window.get()).ifPresent(findings::add);
      }
      earlier = window;
    }
    return findings;
  }

  private static Optional<Published> window(SnapshotFacts snapshot) {
    return PublishedWindow.of(snapshot.summary())
        .map(
            window ->
                new Published(
                    window.range(),
                    snapshot.id(),
                    snapshot
                        .summary()
                        .getOrDefault(SummaryNames.WRITE, "")
                        .equals("replace-window")));
  }

  private static Optional<Diagnostic> compare(
      JobTable jobTable, Published earlier, Published later) {
    // Instants and wall-clock times count the same steps, and old snapshots do not tell them apart.
    boolean areComparable =
        earlier.range().axis() == later.range().axis()
            || (earlier.range().axis().hasMicros() && later.range().axis().hasMicros());
    int order = areComparable ? earlier.range().end().compareTo(later.range().start()) : 0;
    if (order == 0) {
      return Optional.empty();
    }
    AxisText text = new AxisText(jobTable.job().zone().id());
    boolean isGap = order < 0;
    Code code = isGap ? Code.WINDOW_GAP : Code.WINDOW_OVERLAP;
    String message =
        "two windows of `%s` in %s %s"
            .formatted(
                jobTable.jobName(), jobTable.table().name(), isGap ? "leave a gap" : "overlap");
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
