package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request that a run ends early. The run ends before its next stage; a commit that is in progress
 * is completed, so that its outcome is known. Thread-safe; a request cannot be taken back.
 */
public final class Interruption {

  private final CountDownLatch requested = new CountDownLatch(1);

  /** Asks for the end. */
  public void request() {
    requested.countDown();
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /**
   * Goes on only if nobody has asked for the end.
   *
   * @throws FlarepathException with {@link Code#INTERRUPTED} if somebody has; do nothing further
   */
  void check() {
    if (isRequested() || Thread.currentThread().isInterrupted()) {
      throw new FlarepathException(interrupted());
    }
  }

  /**
   * Lets time pass.
   *
   * @throws FlarepathException with {@link Code#INTERRUPTED} as soon as somebody asks for the end
   */
  public void pause(Duration duration) {
    try {
      if (!requested.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new FlarepathException(interrupted());
  }

  static Diagnostic interrupted() {
    return Diagnostic.error(Code.INTERRUPTED, "the run was interrupted");
  }
}
