package io.flarepath.spark.cost;

import io.flarepath.run.Meter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.LiveListenerBus;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/**
 * Counts Spark's jobs and what scans read, by a tag on the jobs. Spark hands the tag to the threads
 * that work for a query, and reports jobs and queries on a queue of their own for this.
 */
public final class SparkMeter implements Meter {

  private static final String QUEUE = "flarepath";
  private static final String PREFIX = "flarepath-cost-";

  /** Far more than a queue without slow listeners needs. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ThreadLocal<Map<String, Long>> TABLES = ThreadLocal.withInitial(Map::of);
  private static final ThreadLocal<@Nullable Tally> PAYER = new ThreadLocal<>();
  private static final AtomicReference<@Nullable SparkMeter> LATEST = new AtomicReference<>();

  private final SparkContext context;
  private final CostListener listener;
  private final Set<Tally> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private long dropped;

  private SparkMeter(SparkContext context, CostListener listener) {
    this.context = context;
    this.listener = listener;
    this.dropped = dropped();
  }

  /** The meter of an application, which it listens to from now on. */
  public static synchronized SparkMeter of(SparkContext context) {
    SparkMeter latest = LATEST.get();
    if (latest != null && latest.context == context) {
      return latest;
    }
    SparkMeter meter = new SparkMeter(context, new CostListener());
    context.listenerBus().addToQueue(meter.listener, QUEUE);
    LATEST.set(meter);
    return meter;
  }

  /**
   * Says at which size this thread's queries read tables from now on.
   *
   * @param files how many data files each table has, by the names that scans have for them
   */
  public static void reading(Map<String, Long> files) {
    Map<String, Long> known = Map.copyOf(files);
    TABLES.set(known);
    Optional.ofNullable(PAYER.get()).ifPresent(tally -> tally.reading(known));
  }

  @Override
  public Account open() {
    Tally tally = new Tally(PREFIX + NUMBERS.incrementAndGet());
    open.add(tally);
    listener.open(tally);
    return tally;
  }

  @Override
  public void charge(Account account) {
    stop();
    Tally tally = (Tally) account;
    tally.reading(TABLES.get());
    context.addJobTag(tally.tag());
    PAYER.set(tally);
  }

  @Override
  public void stop() {
    PAYER.remove();
    // A thread starts with the tags of the one that started it.
    for (String tag : JavaConverters.setAsJavaSet(context.getJobTags())) {
      if (tag.startsWith(PREFIX)) {
        context.removeJobTag(tag);
      }
    }
  }

  @Override
  public void settle(Collection<Account> accounts) {
    if (!isHeard()) {
      accounts.forEach(account -> ((Tally) account).lose());
    }
    if (isDropping()) {
      // Nobody knows whose they were.
      List<Tally> all;
      synchronized (open) {
        all = new ArrayList<>(open);
      }
      all.forEach(Tally::lose);
    }
  }

  /** Whether all events so far have been heard. */
  private boolean isHeard() {
    CountDownLatch heard = new CountDownLatch(1);
    context.listenerBus().post(new CostListener.Fence(heard));
    try {
      return !context.isStopped() && heard.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether the queue was full since the last time, so that events were dropped. */
  private synchronized boolean isDropping() {
    long before = dropped;
    dropped = dropped();
    return dropped > before;
  }

  private long dropped() {
    LiveListenerBus bus = context.listenerBus();
    return bus.metrics()
        .metricRegistry()
        .counter("queue." + QUEUE + ".numDroppedEvents")
        .getCount();
  }
}
