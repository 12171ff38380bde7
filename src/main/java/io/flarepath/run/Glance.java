package io.flarepath.run;

import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The facts that can be had for next to nothing, for a hint: it may be left out, and must not cost
 * what a window costs. Answers neither what reads rows, nor more than a few windows need. Not
 * thread-safe.
 */
final class Glance implements SourceFacts {

  /** How many windows are looked at: where clocks skip an hour, a few of them have no rows. */
  static final int MOST_WINDOWS = 4;

  /** Also in a string, or in {@code extract(day FROM at)}: then no more is lost than the hint. */
  private static final Pattern READS = Pattern.compile("\\bfrom\\b", Pattern.CASE_INSENSITIVE);

  private final SourceFacts facts;
  private int left;

  /**
   * A glance at some facts.
   *
   * @param keys how many keys a window has, each of which has a value, a type and a next value; two
   *     bounds and {@code until} come on top
   */
  Glance(SourceFacts facts, int keys) {
    this.facts = facts;
    this.left = MOST_WINDOWS * (3 * keys + 3);
  }

  /** The answer would cost too much. No fault, and the caller has to do without. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unanswered() {
      super("the answer costs too much for a hint", null, false, false);
    }
  }

  /**
   * The value of SQL that reads no rows.
   *
   * @throws Unanswered if it may read some, or too much was asked
   */
  @Override
  public String value(String key, BoundSql sql) {
    if (READS.matcher(sql.text()).find()) {
      throw new Unanswered();
    }
    count();
    return facts.value(key, sql);
  }

  /**
   * A bound of a window.
   *
   * @throws Unanswered if too much was asked
   */
  @Override
  public AxisPoint point(BoundSql expression, String type, Passage place) {
    count();
    return facts.point(expression, type, place);
  }

  private void count() {
    if (left == 0) {
      throw new Unanswered();
    }
    left--;
  }

  @Override
  public List<Compared> compared(String input, BoundSql sql) {
    return facts.compared(input, sql);
  }

  @Override
  public Optional<SourceColumn> column(String context, String name) {
    return facts.column(context, name);
  }

  /** The decision of the pass has asked for it, so it is known. */
  @Override
  public Optional<AxisValue> newest(SourceColumn column) {
    return facts.newest(column);
  }

  /**
   * Never answered.
   *
   * @throws Unanswered always
   */
  @Override
  public Optional<AxisValue> oldest(SourceColumn column, Range within) {
    throw new Unanswered();
  }
}
