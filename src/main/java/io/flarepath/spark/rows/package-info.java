/**
 * What is computed of the rows of a result, and what of them is shown. It knows Spark's rows and
 * columns, and not where they go.
 */
@NullMarked
package io.flarepath.spark.rows;

import org.jspecify.annotations.NullMarked;
