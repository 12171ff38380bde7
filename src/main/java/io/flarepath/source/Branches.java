package io.flarepath.source;

import io.flarepath.connector.Formats;
import java.util.Map;

/**
 * Branches of tables that outputs write to. Such a branch holds no state, and its rows are not
 * staged: the engine adds them in one commit of its own.
 */
public final class Branches {

  /** The option of an output that names a branch. */
  public static final String OPTION = "branch";

  private Branches() {}

  static boolean isMain(String branch) {
    return branch.strip().equals("main");
  }

  static DataSource of(DataSource.Table table, String branch) {
    return new DataSource.Connector(
        Formats.ICEBERG,
        "the branch `" + branch.strip() + "` of " + table,
        Map.of("path", table.quoted()));
  }

  /** Whether rows go to a branch of a table. */
  public static boolean is(DataSource target) {
    return target.asConnector().filter(found -> found.format().equals(Formats.ICEBERG)).isPresent();
  }
}
