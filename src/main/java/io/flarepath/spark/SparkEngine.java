package io.flarepath.spark;

import io.flarepath.plan.JobPlan;
import io.flarepath.run.Engine;
import io.flarepath.settings.Settings;
import org.apache.spark.sql.SparkSession;

/** Spark as the engine: one application, and a session of its own for each job. */
public final class SparkEngine implements Engine {

  private final SparkSession application;
  private final Settings settings;

  private final StepFunctions functions;

  /**
   * @param functions what the steps of jobs may apply
   */
  public SparkEngine(SparkSession application, Settings settings, StepFunctions functions) {
    this.application = application;
    this.settings = settings;
    this.functions = functions;
  }

  @Override
  public Session open(JobPlan.Load job) {
    SparkSession session = application.newSession();
    SessionSettings.of(settings).forEach((name, value) -> set(session, name, value));
    job.job().sparkConf().forEach((name, value) -> set(session, name, value.value()));
    // Times come back as java.time, whatever the user's settings say.
    session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    session.sparkContext().setLogLevel(job.job().logLevel().name());
    return new SparkJobSession(session, job, functions);
  }

  /** Settings that belong to the application were given when it started. */
  private static void set(SparkSession session, String name, String value) {
    if (session.conf().isModifiable(name) || name.startsWith("spark.sql.catalog.")) {
      session.conf().set(name, value);
    }
  }
}
