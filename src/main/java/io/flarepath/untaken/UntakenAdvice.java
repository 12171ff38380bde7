package io.flarepath.untaken;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What is said of rows that no window takes: one message for each kind, with its numbers and what
 * to do. Rows of which it is not certain that there are any are worth a note, and no warning.
 */
public final class UntakenAdvice {

  private static final int SHOWN = 3;
  private static final char QUOTE = '\'';

  private final String job;
  private final Untaken untaken;
  private final Axis axis;

  private UntakenAdvice(String job, Untaken untaken) {
    this.job = job;
    this.untaken = untaken;
    this.axis = untaken.asked().axis();
  }

  /** Everything that there is to say of a job's inputs. */
  public static List<Diagnostic> of(String job, List<Untaken> all) {
    List<Diagnostic> advice = new ArrayList<>();
    for (Untaken untaken : all) {
      UntakenAdvice words = new UntakenAdvice(job, untaken);
      words.nulls().ifPresent(advice::add);
      words.beforeFirst().ifPresent(advice::add);
      words.late().ifPresent(advice::add);
      words.waiting().ifPresent(advice::add);
    }
    return advice;
  }

  /** The command that publishes a window again. */
  public static String backfill(String job, State keys) {
    return "flarepath backfill WORKFLOW --job "
        + job
        + keys.values().entrySet().stream()
            .map(key -> " --key " + key.getKey() + "=" + word(key.getValue()))
            .collect(Collectors.joining());
  }

  /** A value as one word for the shell. */
  private static String word(String value) {
    if (value.matches("[\\w.:/+-]+")) {
      return value;
    }
    StringBuilder word = new StringBuilder().append(QUOTE);
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      word.append(letter == QUOTE ? "'\\''" : String.valueOf(letter));
    }
    return word.append(QUOTE).toString();
  }

  private Optional<Diagnostic> nulls() {
    RowCount rows = untaken.counts().nulls();
    String message =
        "%s of %s %s no value in `%s`, so %s never loaded"
            .formatted(
                rows,
                untaken.source(),
                is(rows, "has", "have"),
                column(),
                is(rows, "it is", "they are"));
    return counted(rows, Code.ROWS_WITHOUT_VALUE, message)
        .map(
            diagnostic ->
                diagnostic
                    .because("a comparison with null is never true")
                    .help(
                        "add the value in the source, or compare `coalesce(%s, …)` in the incremental SQL"
                            .formatted(column())));
  }

  private Optional<Diagnostic> beforeFirst() {
    RowCount rows = untaken.counts().beforeFirst();
    String message =
        "%s of %s %s before the first window of `%s`, so %s never loaded"
            .formatted(
                rows,
                untaken.source(),
                is(rows, "is", "are"),
                column(),
                is(rows, "it is", "they are"));
    return counted(rows, Code.ROWS_BEFORE_START, message)
        .map(
            diagnostic ->
                diagnostic
                    .because("the first window starts at " + text(untaken.asked().first()))
                    .help(
                        "load them with `flarepath backfill WORKFLOW --job %s` and keys that span them"
                            .formatted(job))
                    .help(
                        "or, before the first run, let the start key's SQL give an earlier value"));
  }

  private Optional<Diagnostic> late() {
    Late late = untaken.counts().late();
    String message =
        "%s of %s arrived after %s window of `%s` was published"
            .formatted(
                some(late),
                untaken.source(),
                (" " + some(late)).endsWith(" 1 row") ? "its" : "their",
                column());
    return counted(late.rows(), Code.LATE_ROWS, message).map(said -> late(late, said));
  }

  /** A bound above says nothing where most of the rows may be old ones. */
  private static String some(Late late) {
    RowCount rows = late.rows();
    return isBound(late) && rows.isCertain()
        ? "at least " + RowCount.of(rows.atLeast())
        : rows.toString();
  }

  private static boolean isBound(Late late) {
    return late.isRewritten() && !late.rows().isExact();
  }

  private Diagnostic late(Late late, Diagnostic diagnostic) {
    Diagnostic said =
        diagnostic.because(
            "the first of them arrived at %s; the windows %s %s"
                .formatted(
                    late.since().map(Object::toString).orElse(""),
                    isBound(late) ? "may be" : "are",
                    windows(late)));
    if (isBound(late)) {
      said =
          said.because(
              "the source was rewritten then: of the %s written, all others may be old rows"
                  .formatted(RowCount.of(late.rows().atMost())));
    }
    if (!late.isWhole()) {
      said =
          said.because(
              "there may be more: not all of the source's snapshots still exist or were looked at");
    }
    if (isBound(late) && late.windows().size() > 1) {
      return said.help(
          "find the windows with `flarepath doctor WORKFLOW --count`, which compares the rows of"
              + " each in source and table, and load them again with `flarepath backfill`");
    }
    for (PublishedRead first : late.windows().stream().limit(1).toList()) {
      if (first.isAppended()) {
        said = said.help("the job appends, so first delete the window's rows from the table");
      }
      said =
          said.help(
              "load %s again; the state does not change: `%s`"
                  .formatted(
                      late.windows().size() == 1 ? "the window" : "each window, the first one with",
                      backfill(job, first.keys())));
    }
    return said;
  }

  private static String windows(Late late) {
    String some =
        late.windows().stream()
            .limit(SHOWN)
            .map(read -> read.range().toString())
            .collect(Collectors.joining(", "));
    int more = late.windows().size() - SHOWN;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  /** These are taken once their time has come, so they are no reason to worry. */
  private Optional<Diagnostic> waiting() {
    RowCount rows = untaken.counts().waiting();
    return rows.isZero()
        ? Optional.empty()
        : Optional.of(
            Diagnostic.note(
                    Code.ROWS_WAITING,
                    "%s of %s %s for windows that have not been loaded yet"
                        .formatted(rows, untaken.source(), is(rows, "waits", "wait")))
                .because(
                    "the next window of `%s` starts at %s"
                        .formatted(column(), text(untaken.asked().next())))
                .help(
                    "run the job: it loads each window that is due; --allow-incomplete loads others early"));
  }

  private static Optional<Diagnostic> counted(RowCount rows, Code code, String message) {
    if (rows.isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        rows.isCertain() ? Diagnostic.warning(code, message) : Diagnostic.note(code, message));
  }

  private static String is(RowCount rows, String one, String several) {
    return rows.atMost() == 1 ? one : several;
  }

  private String text(OptionalLong value) {
    return value.isPresent() ? axis.text(value.getAsLong()) : "";
  }

  private String column() {
    return untaken.asked().column();
  }
}
