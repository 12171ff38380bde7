/**
 * What Spark refuses or fails with, in the words of diagnostics. It knows plans and outputs, and
 * not how rows are read or written.
 */
@NullMarked
package io.flarepath.spark.failure;

import org.jspecify.annotations.NullMarked;
