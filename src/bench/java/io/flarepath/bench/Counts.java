package io.flarepath.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Counts what a Spark application did, and writes the counts to the file that {@link #FILE} names
 * when the application ends. Every contestant runs with it, so that it costs each of them the same.
 */
public final class Counts extends SparkListener {

  /** The Spark setting that names the file. */
  static final String FILE = "spark.bench.counts";

  private final Path file;
  private final List<String> moments = new ArrayList<>();
  private long jobs;
  private long tasks;
  private long bytesRead;
  private long rowsRead;
  private long bytesWritten;

  /** Spark makes it, and hands in its settings. */
  public Counts(SparkConf conf) {
    this.file = Path.of(conf.get(FILE));
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    jobs++;
    moments.add("[%d, %d]".formatted(end.time(), processCpuMillis()));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    tasks++;
    TaskMetrics metrics = end.taskMetrics();
    if (metrics != null) {
      bytesRead += metrics.inputMetrics().bytesRead();
      rowsRead += metrics.inputMetrics().recordsRead();
      bytesWritten += metrics.outputMetrics().bytesWritten();
    }
  }

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    String json =
        """
        {"jobs": %d, "tasks": %d, "bytesRead": %d, "rowsRead": %d, "bytesWritten": %d, "moments": [%s]}
        """
            .formatted(jobs, tasks, bytesRead, rowsRead, bytesWritten, String.join(", ", moments));
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CPU time of this Java so far, for the growth of what a window costs. */
  private static long processCpuMillis() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1_000_000;
  }
}
