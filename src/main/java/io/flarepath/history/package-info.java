/**
 * What a job has published into a table, looked at afterwards: the commands {@code state}, {@code
 * undo} and {@code doctor}. Must not know how a pass is done.
 */
@NullMarked
package io.flarepath.history;

import org.jspecify.annotations.NullMarked;
