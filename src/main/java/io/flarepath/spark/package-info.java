/**
 * Everything that needs Spark and is not Iceberg's: its SQL grammar, sessions, reading inputs,
 * running SQL. Must not know how a table is staged or published, nor the command line.
 */
@NullMarked
package io.flarepath.spark;

import org.jspecify.annotations.NullMarked;
