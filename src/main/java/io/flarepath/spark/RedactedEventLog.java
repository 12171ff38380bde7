package io.flarepath.spark;

import io.flarepath.secret.Vault;
import java.lang.reflect.Field;
import java.net.URI;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.history.EventLogFileWriter;
import org.apache.spark.scheduler.EventLoggingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Spark's event log without secrets. Spark redacts the settings in it, but writes the plans of
 * queries, the reasons of failures and the properties of jobs as they are.
 */
final class RedactedEventLog extends EventLogFileWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RedactedEventLog.class);

  /** Spark has no other way to its writer. */
  private static final String WRITER = "logWriter";

  private final EventLogFileWriter spark;
  private final Vault vault;

  private RedactedEventLog(
      SparkContext context, URI folder, EventLogFileWriter spark, Vault vault) {
    super(
        context.applicationId(),
        context.applicationAttemptId(),
        folder,
        context.getConf(),
        context.hadoopConfiguration());
    this.spark = spark;
    this.vault = vault;
  }

  /**
   * From now on no event of an application is logged with a secret; those of its start have been
   * logged, and hold settings only. Does nothing where there is no event log.
   */
  static void keepIn(SparkContext context, Vault vault) {
    Option<EventLoggingListener> logger = context.eventLogger();
    Option<URI> folder = context.eventLogDir();
    if (logger.isEmpty()
        || folder.isEmpty()
        || logger.get().logWriter() instanceof RedactedEventLog) {
      return;
    }
    EventLogFileWriter spark = logger.get().logWriter();
    try {
      Field writer = EventLoggingListener.class.getDeclaredField(WRITER);
      writer.setAccessible(true);
      writer.set(logger.get(), new RedactedEventLog(context, folder.get(), spark, vault));
    } catch (ReflectiveOperationException | LinkageError | RuntimeException otherSpark) {
      LOG.warn("Spark's event log may show secrets that SQL contains", otherSpark);
    }
  }

  @Override
  public void writeEvent(String event, boolean isFlushed) {
    spark.writeEvent(vault.redactJson(event), isFlushed);
  }

  @Override
  public void start() {
    spark.start();
  }

  @Override
  public void stop() {
    spark.stop();
  }

  @Override
  public String logPath() {
    return spark.logPath();
  }
}
