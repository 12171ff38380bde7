package io.flarepath.spark.cost;

import java.util.OptionalLong;

/**
 * What scans read. A number that a scan does not tell is empty, and so is a sum with it.
 *
 * @param files data files that were read
 * @param bytes their sizes
 * @param skipped files of the same tables that did not have to be read
 */
record Scans(OptionalLong files, OptionalLong bytes, OptionalLong skipped) {

  static final Scans NONE = of(0, 0);

  static final Scans UNKNOWN =
      new Scans(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /** A scan that had nothing to skip. */
  static Scans of(long files, long bytes) {
    return new Scans(OptionalLong.of(files), OptionalLong.of(bytes), OptionalLong.of(0));
  }

  /** The same, with what was skipped. */
  Scans skipping(OptionalLong filesSkipped) {
    return new Scans(files, bytes, filesSkipped);
  }

  Scans plus(Scans other) {
    return new Scans(sum(files, other.files), sum(bytes, other.bytes), sum(skipped, other.skipped));
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }
}
