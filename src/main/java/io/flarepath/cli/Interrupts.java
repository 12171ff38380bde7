package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happens when the process is asked to end by a signal: work that changes tables ends in
 * order, and everything else ends at once. A second signal ends the process without waiting.
 */
final class Interrupts {

  /** A commit that is in progress may take so long. */
  private static final Duration PATIENCE_DEFAULT = Duration.ofSeconds(25);

  /** How often what the engine has begun in the meantime is cancelled too. */
  private static final Duration BETWEEN_CANCELS = Duration.ofMillis(200);

  private static final int SIGNALLED = 128;

  /** Ends the process. */
  interface Exit {

    Exit OF_THE_PROCESS =
        new Exit() {
          @Override
          public void inOrder(int code) {
            System.exit(code);
          }

          @Override
          public void now(int code) {
            Runtime.getRuntime().halt(code);
          }
        };

    void inOrder(int code);

    /** Without giving anybody the time to clean up. */
    void now(int code);
  }

  /** Who is asked to end, and says in the end what came of it. */
  interface Work {

    /** Asks once. */
    void request();

    /** Ends what takes long; may be called often. */
    default void cancel() {}
  }

  private final Exit exit;
  private final Duration patience;
  private Consumer<Diagnostic> teller = said -> {};
  private Optional<Work> work = Optional.empty();
  private OptionalInt signal = OptionalInt.empty();
  private volatile CountDownLatch ended = new CountDownLatch(0);

  Interrupts(Exit exit, Duration patience) {
    this.exit = exit;
    this.patience = patience;
  }

  static Interrupts ofTheProcess() {
    Interrupts interrupts = new Interrupts(Exit.OF_THE_PROCESS, PATIENCE_DEFAULT);
    Signals.listen(number -> interrupts.signalled(number));
    return interrupts;
  }

  /**
   * From now on the end is announced here.
   *
   * @param last says what is said last; nothing is said after it
   */
  synchronized void announcing(Consumer<Diagnostic> last) {
    teller = last;
  }

  /** Does work that ends in order when it is asked to. */
  <T> T inOrder(Work asked, Supplier<T> does) {
    CountDownLatch end = new CountDownLatch(1);
    synchronized (this) {
      ended = end;
      work = Optional.of(asked);
    }
    try {
      return does.get();
    } finally {
      synchronized (this) {
        work = Optional.empty();
      }
      end.countDown();
    }
  }

  /** The exit code of the process: of what was interrupted it is the signal's. */
  synchronized int exit(ExitCode code) {
    return code == ExitCode.INTERRUPTED && signal.isPresent()
        ? SIGNALLED + signal.getAsInt()
        : code.number();
  }

  /**
   * Stops what must not begin any more.
   *
   * @throws FlarepathException if a signal has come
   */
  synchronized void throwIfSignalled() {
    if (signal.isPresent()) {
      throw new FlarepathException(atOnce());
    }
  }

  /** A signal has come. */
  void signalled(int number) {
    int code = SIGNALLED + number;
    Optional<Work> asked;
    Consumer<Diagnostic> says;
    synchronized (this) {
      if (signal.isPresent()) {
        exit.now(code);
        return;
      }
      signal = OptionalInt.of(number);
      asked = work;
      says = teller;
    }
    if (asked.isEmpty()) {
      says.accept(atOnce());
      exit.inOrder(code);
    } else if (!endsInTime(asked.get())) {
      says.accept(stillBusy());
      exit.inOrder(code);
    }
  }

  private boolean endsInTime(Work asked) {
    asked.request();
    long cancels = patience.toMillis() / BETWEEN_CANCELS.toMillis();
    try {
      for (long i = 0; i < cancels; i++) {
        asked.cancel();
        if (ended.await(BETWEEN_CANCELS.toMillis(), TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static Diagnostic atOnce() {
    return Diagnostic.error(Code.INTERRUPTED, "interrupted")
        .because("nothing was changed: no table, file or database had been written to")
        .help("run the same command again");
  }

  private Diagnostic stillBusy() {
    return Diagnostic.error(
            Code.INTERRUPTED,
            "interrupted and terminated: the work did not stop within %d s"
                .formatted(patience.toSeconds()))
        .because(
            "each pass is published as a whole or not at all; sinks may contain part of the rows")
        .help("`flarepath state show` shows what is published; a run continues from there");
  }
}
