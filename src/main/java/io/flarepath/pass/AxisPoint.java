package io.flarepath.pass;

import io.flarepath.window.AxisValue;

/**
 * A point on an axis: a bound may lie between two values, as noon does between two dates.
 *
 * @param value the value that it becomes when it is cast to the axis' type
 * @param side where the point lies: 0 at the value, 1 after it and before the next, -1 before it
 *     and after the one before
 */
public record AxisPoint(AxisValue value, int side) {}
