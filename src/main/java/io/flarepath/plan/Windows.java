package io.flarepath.plan;

import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlParser;
import java.util.Map;
import java.util.Optional;

/** Finds the window of a pass, once its keys have values. */
public final class Windows {

  private Windows() {}

  /**
   * The window's column with its bounds as expressions of the real values.
   *
   * @param read the read, which may declare its window
   * @param keys the keys' values
   * @param sql the read's SQL, bound to them
   */
  public static Optional<WindowColumn> column(
      KeyRead read, Map<String, String> keys, BoundSql sql, SqlParser parser) {
    return read.spec()
        .window()
        .map(declared -> WindowFinder.declared(declared, keys))
        .or(() -> parser.parse(sql).asQuery().flatMap(WindowFinder::find));
  }
}
