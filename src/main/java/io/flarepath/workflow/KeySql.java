package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.window.Bounds;
import java.util.List;
import java.util.Optional;

/**
 * Flare's incremental read: named keys, the SQL that selects a window by them, and the rollover.
 *
 * @param span the position of {@code incremental}
 * @param context the view of the whole input that {@code sql} reads
 * @param sql selects the window's rows from the context; reads keys as {@code $|name|}
 * @param keys in the order in which they are resolved
 * @param rollover what becomes the state after a publish; empty: the same window each time
 * @param window the window's column and keys where the SQL does not show them
 * @param until what a window's end must not pass, instead of the present time: SQL or a literal
 * @param catchUp whether a run continues until no complete window is left
 */
public record KeySql(
    Span span,
    Located<String> context,
    Passage sql,
    List<Key> keys,
    List<Rollover> rollover,
    Optional<DeclaredWindow> window,
    Optional<Passage> until,
    boolean catchUp)
    implements Incremental {

  public KeySql {
    keys = List.copyOf(keys);
    rollover = List.copyOf(rollover);
  }

  /**
   * A named value of the read. At least one of {@code sql} and {@code fixed} is there.
   *
   * @param fixed the literal {@code default}, which replaces the SQL on the first run
   */
  public record Key(Located<String> name, Optional<Passage> sql, Optional<Located<String>> fixed) {}

  /**
   * After a publish the state stores {@code key := value}.
   *
   * @param value a key's name, else SQL
   */
  public record Rollover(Located<String> key, Passage value) {}

  /**
   * The window, said outright.
   *
   * @param start the key for the start of the window
   * @param end the key that it ends at
   */
  public record DeclaredWindow(
      Located<String> column, Located<String> start, Located<String> end, Bounds bounds) {}
}
