package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.AppendData;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.collection.JavaConverters;

/**
 * Receives from Spark what one write counted. It arrives after the write, on another thread, so it
 * is waited for; without it there is no proof that the window was kept, and nothing is published.
 */
final class WriteWatch implements QueryExecutionListener {

  private static final long PATIENCE_SECONDS = 120;

  private final SparkSession session;
  private final String fileSet;
  private final CompletableFuture<Result> heard = new CompletableFuture<>();

  private WriteWatch(SparkSession session, String fileSet) {
    this.session = session;
    this.fileSet = fileSet;
  }

  /**
   * What was heard.
   *
   * @param metrics the observed metrics, by their names
   * @param plan the plan as it ran
   */
  record Result(Map<String, Row> metrics, SparkPlan plan) {
    Result {
      metrics = Map.copyOf(metrics);
    }

    /** What was counted under a name that must be there. */
    Row counted(String name) {
      return Optional.ofNullable(metrics.get(name))
          .orElseThrow(
              () -> new FlarepathException(silent("its plan lost the counter `" + name + "`")));
    }
  }

  /**
   * Begins to listen for the write of one file set. Each session has its own listeners, so other
   * jobs are not heard.
   */
  static WriteWatch on(SparkSession session, String fileSet) {
    WriteWatch watch = new WriteWatch(session, fileSet);
    session.listenerManager().register(watch);
    return watch;
  }

  Result result() throws InterruptedException {
    try {
      return heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new FlarepathException(
          silent("its listener queue is overloaded")
              .help("run again; raise `spark.scheduler.listenerbus.eventqueue.capacity`"),
          e);
    }
  }

  private static Diagnostic silent(String why) {
    return Diagnostic.error(Code.WRITE_FAILED, "Spark did not report what it wrote")
        .because(why + ", and nothing is published without the row counts");
  }

  void stop() {
    session.listenerManager().unregister(this);
  }

  @Override
  public void onSuccess(String functionName, QueryExecution execution, long nanos) {
    if (execution.logical() instanceof AppendData append
        && append.writeOptions().values().exists(fileSet::equals)) {
      Map<String, Row> metrics = new HashMap<>();
      JavaConverters.mapAsJavaMap(execution.observedMetrics()).forEach(metrics::put);
      heard.complete(new Result(metrics, execution.executedPlan()));
    }
  }

  @Override
  public void onFailure(String functionName, QueryExecution execution, Exception exception) {
    // The write itself throws.
  }
}
