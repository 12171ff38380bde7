package io.flarepath.plan;

import io.flarepath.sql.SqlTemplate;
import io.flarepath.workflow.KeySql;
import java.util.Optional;

/**
 * An incremental read by key SQL.
 *
 * @param spec what the user wrote
 * @param sql the SQL that selects the window's rows
 * @param window the column that the SQL compares with the keys, if it shows one
 */
public record KeyRead(KeySql spec, SqlTemplate sql, Optional<WindowColumn> window) {

  public String context() {
    return spec.context().value();
  }
}
