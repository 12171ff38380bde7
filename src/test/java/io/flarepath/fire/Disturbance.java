package io.flarepath.fire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Disturbs its own process when Spark starts a certain job; for a child process, by settings. */
public final class Disturbance extends SparkListener {

  /** The number of the job, from 1, and what to do: {@code TERM} or {@code STOP}. */
  static final String WISH = "FIRE_DISTURB";

  private final AtomicInteger jobs = new AtomicInteger();

  /** Its thread is older than the listener's: Spark refuses to be stopped by a child of that. */
  private final ExecutorService stopper = Executors.newSingleThreadExecutor(Disturbance::daemon);

  public Disturbance() {
    stopper.execute(() -> {});
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stopper");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void onJobStart(SparkListenerJobStart started) {
    String[] wish = System.getenv().getOrDefault(WISH, "0 none").split(" ", -1);
    if (jobs.incrementAndGet() != Integer.parseInt(wish[0])) {
      return;
    }
    if (wish[1].equals("STOP")) {
      stopper.execute(() -> SparkContext.getOrCreate().stop());
    } else {
      signal(wish[1]);
    }
  }

  private static void signal(String name) {
    try {
      long process = ProcessHandle.current().pid();
      new ProcessBuilder("kill", "-" + name, Long.toString(process)).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
