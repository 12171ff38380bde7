/**
 * Where the columns of a query come from, by Spark's analysed plan. Must not know what anybody
 * wants to know it for.
 */
@NullMarked
package io.flarepath.spark.lineage;

import org.jspecify.annotations.NullMarked;
