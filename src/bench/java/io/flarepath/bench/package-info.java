/**
 * The other side of {@code scripts/bench}: the jobs that Flarepath is compared with, the data they
 * read, and what counts and compares their results. Uses Spark and Iceberg, and nothing of
 * Flarepath's own.
 */
@NullMarked
package io.flarepath.bench;

import org.jspecify.annotations.NullMarked;
