package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {

  /** Sleeps; an interruption ends the run. */
  Pause SLEEP =
      duration -> {
        try {
          Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new FlarepathException(
              Diagnostic.error(Code.INTERRUPTED, "the run was interrupted"), e);
        }
      };

  /** Returns after this time. */
  void of(Duration duration);
}
