package io.flarepath.spark.cost;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;

/** Charges jobs and scans, as Spark reports them, to the account whose tag they have. */
final class CostListener extends SparkListener {

  private static final Logger LOG = LoggerFactory.getLogger(CostListener.class);

  private static final String TAGS = "spark.job.tags";

  /** The accounts by their tags. One that nobody holds any more goes. */
  private final Map<String, WeakReference<Tally>> tallies =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** The accounts of queries that run. */
  private final Map<Long, Tally> queries = new ConcurrentHashMap<>();

  /** Says that all events before it have been heard. */
  record Fence(CountDownLatch heard) implements SparkListenerEvent {
    @Override
    public boolean logEvent() {
      return false;
    }
  }

  /** Charges this account with what has its tag. */
  void open(Tally tally) {
    tallies.put(tally.tag(), new WeakReference<>(tally));
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    Optional.ofNullable(job.properties()).flatMap(CostListener.this::payer).ifPresent(Tally::job);
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof Fence fence) {
      fence.heard().countDown();
    } else if (event instanceof SparkListenerSQLExecutionStart start) {
      payer(JavaConverters.setAsJavaSet(start.jobTags()))
          .ifPresent(tally -> queries.put(start.executionId(), tally));
    } else if (event instanceof SparkListenerSQLExecutionEnd end) {
      Optional.ofNullable(queries.remove(end.executionId()))
          .ifPresent(tally -> tally.scanned(scans(end, tally)));
    }
  }

  private static Scans scans(SparkListenerSQLExecutionEnd end, Tally tally) {
    QueryExecution query = end.qe();
    if (query == null) {
      return Scans.UNKNOWN;
    }
    try {
      return PlanScans.of(query, tally.tables());
    } catch (RuntimeException e) {
      LOG.debug("the scans of query {} cannot be counted", end.executionId(), e);
      return Scans.UNKNOWN;
    }
  }

  private Optional<Tally> payer(Properties properties) {
    return payer(List.of(properties.getProperty(TAGS, "").split(",", -1)));
  }

  private Optional<Tally> payer(Collection<String> tags) {
    return tags.stream()
        .flatMap(tag -> Optional.ofNullable(tallies.get(tag)).stream())
        .flatMap(tally -> Optional.ofNullable(tally.get()).stream())
        .findFirst();
  }
}
