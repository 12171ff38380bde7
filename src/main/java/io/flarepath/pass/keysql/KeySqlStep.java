package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Request;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.BoundSql;
import io.flarepath.state.State;
import io.flarepath.window.AxisValue;
import java.util.List;
import java.util.Optional;

/**
 * One step of a read, from one state: its keys with their values, and what follows from them.
 *
 * @param sql selects the rows, with the keys' values in it
 * @param found the column that is compared, if it is known
 * @param window the rows; empty where the column or the order of its values is not known
 * @param progress what the next step starts from; empty where the state takes no part
 */
record KeySqlStep(
    Asked asked,
    KeyResolution resolved,
    BoundSql sql,
    Optional<FoundWindow> found,
    Optional<Window> window,
    Optional<KeyProgress> progress) {

  /** At most so many steps without any value between their keys are passed over. */
  private static final int MOST_EMPTY = 1_000;

  /** Who asks. */
  private record Asked(KeySqlRead read, Request request, SourceFacts facts) {}

  static KeySqlStep from(KeySqlRead read, Request request, SourceFacts facts) {
    return of(new Asked(read, request, facts));
  }

  private static KeySqlStep of(Asked asked) {
    KeySqlRead read = asked.read;
    KeyResolution resolved = KeyResolution.of(read, asked.request, asked.facts);
    Bindings values = resolved.values();
    BoundSql bound = read.sql().bind(values);
    Optional<FoundWindow> found = found(asked, bound);
    Optional<Window> window =
        found
            .flatMap(
                column ->
                    new WindowReading(read, column, asked.facts, clockChange(asked, resolved))
                        .window(values))
            .map(rows -> rows.shownIn(asked.request.zone()));
    Optional<KeyProgress> progress =
        asked.request.movesState()
            ? Optional.of(KeyProgress.after(read.spec(), values, asked.facts))
            : Optional.empty();
    return new KeySqlStep(asked, resolved, bound, found, window, progress);
  }

  /** The window that was declared, else the one that the SQL shows. */
  private static Optional<FoundWindow> found(Asked asked, BoundSql bound) {
    KeySqlRead read = asked.read;
    return read.spec()
        .window()
        .map(
            declared ->
                asked
                    .facts
                    .column(read.context().value(), declared.column().value())
                    .map(column -> new FoundWindow(column, WindowFinder.declared(declared))))
        .orElseGet(() -> WindowFinder.find(asked.facts.compared(read.input(), bound)));
  }

  /**
   * The first step from this one on that can hold a row. An hour has none where clocks skip it, and
   * a date has none between noon and evening: no row is ever there, so no pass is needed. A window
   * that waits for its end is not one of these: rows may come that lie in it.
   */
  KeySqlStep pastTheEmpty() {
    KeySqlStep step = this;
    for (int passed = 0; step.isPassedOver(); passed++) {
      if (passed == MOST_EMPTY) {
        throw new FlarepathException(
            Diagnostic.error(
                    Code.WINDOW_STANDS_STILL,
                    "%,d windows in a row cannot contain any rows; the last one is %s"
                        .formatted(MOST_EMPTY, step.window.orElseThrow()))
                .at(asked.read.spec().sql().span())
                .because("no value of their column lies between their ends")
                .help("make the windows longer"));
      }
      step = step.next();
    }
    return step;
  }

  private boolean isPassedOver() {
    return isEmpty() && !resolved.waitsForRows() && moves();
  }

  private boolean isEmpty() {
    return window.filter(rows -> rows.range().isEmpty()).isPresent();
  }

  private State after() {
    State before = asked.request.state();
    return progress.map(next -> before.with(next.texts())).orElse(before);
  }

  private boolean moves() {
    return !after().equals(asked.request.state());
  }

  private KeySqlStep next() {
    Request request = asked.request;
    Request next =
        new Request(after(), request.movesState(), request.given(), request.now(), request.zone());
    return of(new Asked(asked.read, next, asked.facts));
  }

  private static ClockChange clockChange(Asked asked, KeyResolution resolved) {
    return new ClockChange(asked.read, resolved.keys(), asked.request.zone());
  }

  List<SliceKey> keys() {
    return resolved.keys();
  }

  /** Whether the step is due. */
  Readiness readiness() {
    return window
        .map(this::readiness)
        .orElseGet(() -> OrderUnknown.readiness(found, resolved.values()));
  }

  private Readiness readiness(Window rows) {
    KeySqlRead read = asked.read;
    Request request = asked.request;
    Optional<AxisValue> newest = asked.facts.newest(rows.source());
    if (rows.range().isEmpty()) {
      clockChange(asked, resolved).stopIfStuck(rows, newest);
      return Readiness.idle(Completeness.empty(rows, newest)).with(standstill(rows, newest));
    }
    Optional<AxisValue> until =
        read.spec().until().map(text -> Until.on(rows, text, resolved.values(), asked.facts));
    // A window that is read again by each run may be read before it is complete.
    boolean movesOn = request.movesState() && read.keepsProgress();
    return new Completeness(request.now(), request.zone(), movesOn).of(rows, newest, until);
  }

  /** That no run will load rows past a window without any, unless somebody changes the SQL. */
  private Optional<Diagnostic> standstill(Window rows, Optional<AxisValue> newest) {
    Optional<String> past = Completeness.past(rows, newest);
    Request request = asked.request;
    if (past.isEmpty() || !request.movesState() || !request.given().isEmpty()) {
      return Optional.empty();
    }
    WindowColumn column = found.orElseThrow().bounds();
    return new Standstill(asked.read, column, rows, asked.read.lastingKeys(request.state()))
        .find(request.state().isEmpty() || isFirstEmpty(), past.get());
  }

  /** Whether the window of a run without a state would be empty too. */
  private boolean isFirstEmpty() {
    Request request = asked.request;
    Request first =
        new Request(
            State.EMPTY, request.movesState(), request.given(), request.now(), request.zone());
    try {
      KeySqlStep step = of(new Asked(asked.read, first, asked.facts)).pastTheEmpty();
      return step.isEmpty() && !step.moves();
    } catch (FlarepathException unknown) {
      return false;
    }
  }
}
