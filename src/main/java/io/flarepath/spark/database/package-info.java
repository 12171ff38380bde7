/**
 * Tables of databases, by JDBC: reading them, and replacing them without losing the old rows. It
 * knows one database from another, and no files.
 */
@NullMarked
package io.flarepath.spark.database;

import org.jspecify.annotations.NullMarked;
