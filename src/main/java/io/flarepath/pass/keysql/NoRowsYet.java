package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.Advance;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Region;
import io.flarepath.pass.Request;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlText;
import io.flarepath.table.ColumnTypes;
import io.flarepath.window.AxisValue;
import java.util.List;
import java.util.Optional;

/**
 * Keys whose SQL gives no value because the input has no rows to take it from, as {@code max(id)}
 * of an empty table. That is no mistake: there is nothing to do yet. Where the input has rows that
 * the window could take, it is one.
 */
record NoRowsYet(KeySqlRead read, Request request, SourceFacts facts) {

  private static final String REASON = "the input has no rows yet";

  /** Whether a key's SQL gave no value. */
  private static boolean isOfNoValue(FlarepathException e) {
    return e.code() == Code.KEY_IS_NULL || e.code() == Code.KEY_WITHOUT_ROW;
  }

  /**
   * The value of the window's end where the input has no rows past the window's start: the window
   * is then empty, and ends where it starts.
   *
   * @param before the values of the keys before it
   * @throws FlarepathException the failure, if it is another key, or there are such rows, or that
   *     is not known
   */
  String end(String key, Bindings before, FlarepathException failure) {
    return read.window()
        .filter(window -> isOfNoValue(failure) && request.movesState())
        .filter(window -> window.end().key().equals(key) && !window.start().key().equals(key))
        .filter(window -> column(window).filter(of -> !hasRows(window, of, before)).isPresent())
        .flatMap(window -> before.text(window.start().key()))
        .orElseThrow(() -> failure);
  }

  /**
   * That the first window waits, where its start would be taken from rows, and there are none.
   *
   * @throws FlarepathException the failure, if it is of anything else
   */
  Proposal waiting(FlarepathException failure) {
    return read.window()
        .filter(window -> isOfNoValue(failure) && request.movesState())
        .flatMap(this::column)
        .filter(column -> facts.newest(column).isEmpty())
        .map(column -> new Proposal(nothing(), Readiness.open(REASON)))
        .orElseThrow(() -> failure);
  }

  private Optional<SourceColumn> column(WindowColumn window) {
    return facts
        .column(read.context().value(), window.column())
        .filter(column -> ColumnTypes.axis(column.type()).isPresent());
  }

  private boolean hasRows(WindowColumn window, SourceColumn column, Bindings before) {
    Optional<AxisValue> newest = facts.newest(column);
    if (newest.isEmpty() || before.text(window.start().key()).isEmpty()) {
      return newest.isPresent();
    }
    Passage place = read.spec().sql();
    AxisPoint start = facts.point(window.start().sql(before), column.type(), place);
    boolean startBelongs = start.side() == 0 ? window.bounds().includesStart() : start.side() < 0;
    int order = newest.get().compareTo(start.value());
    return order > 0 || (order == 0 && startBelongs);
  }

  /** For a caller who wants the pass all the same. */
  private Slice nothing() {
    String context = read.context().value();
    Passage none =
        Passage.of(
            "no rows of " + context,
            "SELECT * FROM " + SqlText.identifier(context) + " WHERE false");
    return new Slice(
        read.input(),
        context,
        REASON,
        List.of(),
        Optional.of(BoundSql.of(none)),
        new Region.Unknown(REASON),
        Advance.NONE);
  }
}
