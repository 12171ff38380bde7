package io.flarepath.run;

import java.util.Collection;

/**
 * The port to what counts the costs of work while it is done. What is asked for on a thread is
 * charged to the account that the thread names, also where the engine does it on other threads.
 * Thread-safe.
 */
public interface Meter {

  /** Counts nothing. */
  Meter NONE =
      new Meter() {
        @Override
        public Account open() {
          return () -> Cost.UNKNOWN;
        }

        @Override
        public void charge(Account account) {}

        @Override
        public void stop() {}

        @Override
        public void settle(Collection<Account> accounts) {}
      };

  /** An account that nothing is charged to yet. */
  Account open();

  /** Charges an account of this meter with what this thread asks for from now on. */
  void charge(Account account);

  /** Charges nobody with what this thread asks for from now on. */
  void stop();

  /**
   * Waits until all that was asked for before is counted. It takes far less than a millisecond
   * where the engine is not overloaded, and is called once a pass.
   *
   * @param accounts whose costs are known then, or {@link Cost#UNKNOWN} if something was not heard
   */
  void settle(Collection<Account> accounts);

  /** What costs are charged to. */
  interface Account {

    /**
     * What was charged so far; after {@link Meter#settle} all of it. What was written is not among
     * it, and 0.
     */
    Cost cost();
  }
}
