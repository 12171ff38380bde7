package io.flarepath.run;

import java.util.OptionalLong;

/**
 * What a stretch of work asked of the engine, and what it read and wrote. A number that nothing
 * counts is empty, never 0, and so is a sum with it.
 *
 * @param sparkJobs the jobs that the engine ran
 * @param filesRead data files that scans read
 * @param bytesRead their sizes; a scan may read parts of them only
 * @param filesSkipped data files of the same tables that the scans did not have to read
 * @param filesWritten data files
 * @param bytesWritten their sizes
 */
public record Cost(
    OptionalLong sparkJobs,
    OptionalLong filesRead,
    OptionalLong bytesRead,
    OptionalLong filesSkipped,
    OptionalLong filesWritten,
    OptionalLong bytesWritten) {

  /** Where nothing is counted. */
  public static final Cost UNKNOWN =
      new Cost(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  private static final OptionalLong ZERO = OptionalLong.of(0);

  /** Of work that asked for nothing. */
  public static final Cost NOTHING = new Cost(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);

  /** Both together. */
  public Cost plus(Cost other) {
    return new Cost(
        sum(sparkJobs, other.sparkJobs),
        sum(filesRead, other.filesRead),
        sum(bytesRead, other.bytesRead),
        sum(filesSkipped, other.filesSkipped),
        sum(filesWritten, other.filesWritten),
        sum(bytesWritten, other.bytesWritten));
  }

  /** The same with other numbers of what was written. */
  Cost writing(OptionalLong files, OptionalLong bytes) {
    return new Cost(sparkJobs, filesRead, bytesRead, filesSkipped, files, bytes);
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : OptionalLong.empty();
  }
}
