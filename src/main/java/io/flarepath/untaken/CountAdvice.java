package io.flarepath.untaken;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.untaken.WindowRows.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of windows whose rows in the source and in the table were counted. */
public final class CountAdvice {

  private static final int SHOWN = 20;

  private final CountedWindows counted;

  private final boolean isVerbose;

  private CountAdvice(CountedWindows counted, boolean isVerbose) {
    this.counted = counted;
    this.isVerbose = isVerbose;
  }

  /**
   * Everything that there is to say; one message for each way in which windows differ.
   *
   * @param isVerbose whether windows are named that differ as is expected of the job
   */
  public static List<Diagnostic> of(CountedWindows counted, boolean isVerbose) {
    CountAdvice advice = new CountAdvice(counted, isVerbose);
    if (counted.whyNot().isPresent()) {
      return List.of(advice.impossible(counted.whyNot().get()));
    }
    List<Diagnostic> all = new ArrayList<>();
    advice.differ(Match.NONE, "no rows, though the source has some").ifPresent(all::add);
    advice.differ(Match.FEWER, "fewer rows than the source").ifPresent(all::add);
    advice.differ(Match.MORE, "more rows than the source").ifPresent(all::add);
    counted
        .leftOut()
        .map(
            sentence ->
                Diagnostic.note(
                        Code.COUNT_IMPOSSIBLE,
                        "not all windows of `%s` in %s were counted"
                            .formatted(counted.job(), counted.table()))
                    .because(sentence))
        .ifPresent(all::add);
    return all;
  }

  private Diagnostic impossible(String because) {
    return Diagnostic.note(
            Code.COUNT_IMPOSSIBLE,
            "the windows of `%s` in %s cannot be counted".formatted(counted.job(), counted.table()))
        .because(because);
  }

  private Optional<Diagnostic> differ(Match match, String how) {
    List<WindowRows> windows =
        counted.windows().stream().filter(window -> window.match() == match).toList();
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    long rows =
        windows.stream().mapToLong(each -> Math.abs(each.inSource() - each.inTable())).sum();
    String message =
        "%s of `%s` in %s %s %s"
            .formatted(
                number(windows.size(), "window"),
                counted.job(),
                counted.table(),
                windows.size() == 1 ? "has" : "have",
                how);
    if (counted.changes().stream().anyMatch(change -> change.explains(match))) {
      return Optional.of(expected(message, windows));
    }
    String wrong = match == Match.MORE ? "too many" : rows == 1 ? "is missing" : "are missing";
    Diagnostic said =
        listed(
            Diagnostic.warning(
                Code.ROWS_DIFFER, "%s: %s %s".formatted(message, number(rows, "row"), wrong)),
            windows);
    if (!counted.changes().isEmpty()) {
      said = said.because("that may be right, since the job " + changes());
    }
    return Optional.of(
        said.help(
                "load %s again; the state does not change: `%s`"
                    .formatted(
                        windows.size() == 1 ? "the window" : "each window, the first one with",
                        UntakenAdvice.backfill(counted.job(), windows.get(0).keys())))
            .help("if the job appends, first delete the window's rows from the table"));
  }

  /** The number does not tell whether such a window is whole, so there is nothing to advise. */
  private Diagnostic expected(String message, List<WindowRows> windows) {
    Diagnostic said =
        Diagnostic.note(
            Code.ROWS_DIFFER, "%s, as expected: the job %s".formatted(message, changes()));
    return isVerbose ? listed(said, windows) : said.help("--verbose lists them");
  }

  private String changes() {
    return RowChange.words(counted.changes());
  }

  private static Diagnostic listed(Diagnostic found, List<WindowRows> windows) {
    Diagnostic said = found;
    for (WindowRows window : windows.stream().limit(SHOWN).toList()) {
      said = said.because(line(window));
    }
    return windows.size() > SHOWN
        ? said.because("and %s more".formatted(number(windows.size() - SHOWN, "window")))
        : said;
  }

  private static String line(WindowRows window) {
    return "%s: %s in the source, %s in the table"
        .formatted(
            window.window(),
            number(window.inSource(), "row"),
            window.inTable() == 0 ? "none" : String.format(Locale.ROOT, "%,d", window.inTable()));
  }

  private static String number(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
