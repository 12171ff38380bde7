/** Knows when a cron expression is due; must not know what is started then, nor read the clock. */
@NullMarked
package io.flarepath.schedule;

import org.jspecify.annotations.NullMarked;
