package io.flarepath.fire;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets nobody go on once the run has come to a point: that thread stands still there, and every
 * other that comes to any point. What stands still cleans nothing up, and dies with the process.
 */
final class StoppingGate implements Gate {

  private final Point point;
  private final int nth;
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean isArmed = true;

  StoppingGate(Point point, int nth) {
    this.point = point;
    this.nth = nth;
  }

  @Override
  public void reach(Point reached) {
    if (!isArmed) {
      return;
    }
    if (reached == point && seen.incrementAndGet() == nth) {
      stopped.countDown();
    }
    while (stopped.getCount() == 0) {
      LockSupport.park(this);
    }
  }

  /** Does something that passes the same gate and is not part of the run. */
  void aside(Runnable work) {
    isArmed = false;
    work.run();
    isArmed = true;
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Waits until the run stands still, or this thread has ended. */
  void await(Thread run) throws InterruptedException {
    while (run.isAlive() && !stopped.await(5, TimeUnit.MILLISECONDS)) {
      // Neither yet.
    }
  }
}
