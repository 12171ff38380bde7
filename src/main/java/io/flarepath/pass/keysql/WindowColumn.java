package io.flarepath.pass.keysql;

import io.flarepath.window.Bounds;

/**
 * The column that a window's SQL compares with two keys.
 *
 * @param column its name
 * @param bounds which ends belong to the window, as they are compared
 */
record WindowColumn(String column, Bounds bounds, KeyBound start, KeyBound end) {}
