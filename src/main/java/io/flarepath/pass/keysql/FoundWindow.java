package io.flarepath.pass.keysql;

import io.flarepath.pass.SourceColumn;

/**
 * A window as the engine understands the SQL.
 *
 * @param source the column
 * @param bounds how it is compared with the keys
 */
record FoundWindow(SourceColumn source, WindowColumn bounds) {}
