/**
 * What the engine's work cost: its jobs, and the files that its scans read. Knows Spark's listener
 * bus and the plans of finished queries; must not know what any of it was for.
 */
@NullMarked
package io.flarepath.spark.cost;

import org.jspecify.annotations.NullMarked;
