package io.flarepath.publish;

/**
 * Files of a table.
 *
 * @param files how many would be read
 * @param bytes their size
 * @param allFiles how many there are
 */
public record FileEstimate(long files, long bytes, long allFiles) {}
