/**
 * Reads SQL by Spark's own grammar, without a session and without Spark's plans, so that {@code
 * validate} answers in a fraction of a second. Must not know what the SQL is for.
 */
@NullMarked
package io.flarepath.spark.sql;

import org.jspecify.annotations.NullMarked;
