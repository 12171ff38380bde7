/**
 * How long the parts of Flarepath take that need neither Spark nor a table, measured by JMH: {@code
 * scripts/bench --only pure}.
 */
@NullMarked
package io.flarepath.bench.pure;

import org.jspecify.annotations.NullMarked;
