package io.flarepath.spark.sql;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CodePointCharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * SQL as the lexer needs it: in upper case, while its text stays as it was written. ANTLR counts
 * code points; {@link #offset} turns its positions into those of Java's strings.
 */
final class FoldedText implements CharStream {

  private final String sql;
  private final CodePointCharStream codePoints;
  private final boolean isPlain;

  FoldedText(String sql) {
    this.sql = sql;
    this.codePoints = CharStreams.fromString(sql);
    this.isPlain = codePoints.size() == sql.length();
  }

  /** The offset in UTF-16 units of a position that the lexer gave. */
  int offset(int position) {
    int clipped = Math.max(0, Math.min(position, codePoints.size()));
    return isPlain ? clipped : sql.offsetByCodePoints(0, clipped);
  }

  @Override
  public int LA(int distance) {
    int next = codePoints.LA(distance);
    return next == 0 || next == IntStream.EOF ? next : Character.toUpperCase(next);
  }

  @Override
  public String getText(Interval interval) {
    return interval.b < interval.a ? "" : codePoints.getText(interval);
  }

  @Override
  public void consume() {
    codePoints.consume();
  }

  @Override
  public int mark() {
    return codePoints.mark();
  }

  @Override
  public void release(int marker) {
    codePoints.release(marker);
  }

  @Override
  public int index() {
    return codePoints.index();
  }

  @Override
  public void seek(int position) {
    codePoints.seek(position);
  }

  @Override
  public int size() {
    return codePoints.size();
  }

  @Override
  public String getSourceName() {
    return codePoints.getSourceName();
  }
}
