/**
 * Key SQL, Flare's incremental read: named keys, the SQL that selects a window by them, and the
 * rollover. Must not know how the slice is read or written.
 */
@NullMarked
package io.flarepath.pass.keysql;

import org.jspecify.annotations.NullMarked;
