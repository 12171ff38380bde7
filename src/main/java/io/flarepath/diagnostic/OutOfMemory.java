package io.flarepath.diagnostic;

import java.util.Optional;

/** What there is to say when memory runs out. */
public final class OutOfMemory {

  private static final String NAME = "OutOfMemoryError";
  private static final int DEEPEST = 50;

  private OutOfMemory() {}

  /** Whether a failure comes from a lack of memory, here or in a task of the engine. */
  public static boolean in(Throwable failure) {
    return cause(failure).isPresent();
  }

  /**
   * What to say of a failure; empty where it has another cause, and where a commit may have
   * happened, which matters more.
   *
   * @param what whose memory it was, for example a job
   */
  public static Optional<Diagnostic> of(FlarepathException failure, String what) {
    return failure.code() == Code.OUTCOME_UNKNOWN
        ? Optional.empty()
        : cause(failure)
            .map(cause -> said(what, cause).because(failure.diagnostics().get(0).message()));
  }

  /** The same of what is not a failure of ours. */
  public static Diagnostic of(Throwable failure, String what) {
    return said(what, cause(failure).orElse(NAME));
  }

  private static Diagnostic said(String what, String cause) {
    return Diagnostic.error(Code.OUT_OF_MEMORY, what + " ran out of memory")
        .because(cause)
        .help("give the driver more memory: FLAREPATH_DRIVER_MEMORY=4g")
        .help(
            "or reduce what it holds at once: smaller windows, more `spark.sql.shuffle.partitions`, fewer"
                + " table partitions in one write, and no `fanout-enabled`");
  }

  /** The line that names the error, as Java or the engine gives it. */
  private static Optional<String> cause(Throwable failure) {
    Optional<Throwable> each = Optional.of(failure);
    for (int i = 0; i < DEEPEST && each.isPresent(); i++) {
      Throwable cause = each.get();
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            NAME + ": " + Optional.ofNullable(cause.getMessage()).orElse("no reason"));
      }
      Optional<String> line =
          Optional.ofNullable(cause.getMessage())
              .filter(message -> message.contains(NAME))
              .flatMap(message -> message.lines().filter(l -> l.contains(NAME)).findFirst())
              .map(found -> found.substring(found.indexOf(NAME)));
      if (line.isPresent()) {
        return line;
      }
      each = Optional.ofNullable(cause.getCause());
    }
    return Optional.empty();
  }
}
