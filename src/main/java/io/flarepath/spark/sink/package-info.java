/**
 * Outputs that are not Iceberg tables: looked at, tried, and delivered to. It knows folders,
 * formats and databases, and no windows.
 */
@NullMarked
package io.flarepath.spark.sink;

import org.jspecify.annotations.NullMarked;
