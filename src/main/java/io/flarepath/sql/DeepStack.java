package io.flarepath.sql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Threads on which long SQL can be read and planned: parsers and planners call themselves once for
 * each operator of a chain and each pair of parentheses.
 *
 * <p>A planner does not get as much as a parser. Spark's optimizer takes time by the cube of a
 * chain's length: a chain that needs more stack would keep it busy for many minutes.
 */
public final class DeepStack {

  /** In bytes. Memory is taken only as far as a stack grows. */
  private static final long TO_READ = 256L << 20;

  private static final long TO_PLAN = 4L << 20;

  /** What another thread says of it. */
  private static final String OVERFLOW = "java.lang.StackOverflowError";

  /** Why SQL is refused that needs even more. */
  public static final String TOO_DEEP = "it is nested too deeply to be parsed";

  /** How far from a failure its cause is looked for. */
  private static final int FARTHEST = 50;

  private DeepStack() {}

  /** Whether a failure comes from SQL that is too deep, here or on another thread of the engine. */
  public static boolean wasTooSmall(Throwable failure) {
    Optional<Throwable> each = Optional.of(failure);
    for (int i = 0; i < FARTHEST && each.isPresent(); i++) {
      Throwable cause = each.get();
      if (cause instanceof StackOverflowError
          || Optional.ofNullable(cause.getMessage()).orElse("").contains(OVERFLOW)) {
        return true;
      }
      each = Optional.ofNullable(cause.getCause());
    }
    return false;
  }

  /** A thread to plan SQL on. It ends with the program if nothing else runs. */
  public static Thread toPlan(Runnable work) {
    return thread(work, TO_PLAN);
  }

  private static Thread thread(Runnable work, long size) {
    Thread thread = new Thread(null, work, "flarepath", size);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads SQL on a thread of its own, and waits for the result.
   *
   * @throws RuntimeException what the work throws; so with an {@link Error}
   */
  public static <T> T read(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable reading =
        () -> {
          try {
            result.complete(work.get());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        };
    thread(reading, TO_READ).start();
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
    }
  }

  /** What to say where the place is not known better than by a job. */
  public static Diagnostic tooDeep(String what) {
    return Diagnostic.error(Code.SQL_SYNTAX, "the SQL of " + what + " cannot be planned")
        .because(TOO_DEEP)
        .help(
            "shorten it: write `x IN (…)` for a chain of OR, `x NOT IN (…)` for a chain of AND,"
                + " concat_ws or a sum over an array for a chain of `||` or `+`, or join a table of"
                + " values");
  }
}
