/**
 * What SQL may do, held in Spark itself: values stay values, whoever looks changes nothing, and no
 * program is run without permission. Knows Spark's plans; knows neither jobs nor tables.
 */
@NullMarked
package io.flarepath.spark.guard;

import org.jspecify.annotations.NullMarked;
