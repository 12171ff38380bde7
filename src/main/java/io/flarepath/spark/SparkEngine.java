package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.SessionZones;
import io.flarepath.publish.Catalog;
import io.flarepath.run.Engine;
import io.flarepath.run.Meter;
import io.flarepath.secret.Vault;
import io.flarepath.settings.Settings;
import io.flarepath.spark.cost.SparkMeter;
import io.flarepath.spark.guard.Guard;
import io.flarepath.spark.guard.Permission;
import io.flarepath.sql.BoundSql;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Spark as the engine: one application, and a session of its own for each job. */
public final class SparkEngine implements Engine, AutoCloseable {

  /** Spark's own and those of Hadoop's file systems have greater ones. */
  private static final int LAST = 1;

  private static final String RAW_STRINGS = "spark.sql.parser.escapedStringLiterals";

  private static final String EXCLUDED_RULES = "spark.sql.adaptive.optimizer.excludedRules";
  private static final String CUTS_OFF =
      "org.apache.spark.sql.execution.adaptive.AQEPropagateEmptyRelation";

  private static final String NOT_PLANNED_BY = "spark.sql.optimizer.excludedRules";
  private static final String REORDERS =
      "org.apache.spark.sql.catalyst.optimizer.ReorderAssociativeOperator";

  private final SparkSession application;
  private final Settings settings;

  private final StepFunctions functions;
  private final Catalog tables;
  private final Permission permission;

  /**
   * An engine that runs jobs.
   *
   * @param functions what the steps of jobs may apply
   * @param tables what the inputs' tables can be asked without Spark
   */
  public SparkEngine(
      SparkSession application, Settings settings, StepFunctions functions, Catalog tables) {
    this(
        application,
        settings,
        functions,
        tables,
        settings.run().allowScripts() ? Permission.RUN_SCRIPTS : Permission.RUN);
  }

  private SparkEngine(
      SparkSession application,
      Settings settings,
      StepFunctions functions,
      Catalog tables,
      Permission permission) {
    this.application = application;
    this.settings = settings;
    this.functions = functions;
    this.tables = tables;
    this.permission = permission;
    if (!permission.equals(Permission.RUN_SCRIPTS)) {
      Guard.check(application);
    }
  }

  /** The same engine for a command that only looks: Spark refuses whatever is more than that. */
  public SparkEngine looking() {
    return new SparkEngine(
        application,
        settings,
        functions,
        tables,
        settings.run().allowScripts() ? Permission.LOOK_TRUSTING : Permission.LOOK);
  }

  /**
   * Starts Spark, on the master that {@code spark-submit} chose, else on this machine.
   *
   * @param jobConf the {@code sparkConf} of every job, in order; the last of a key wins
   * @param zone the time zone of all jobs
   * @param functions what the steps of jobs may apply
   * @param tables what the inputs' tables can be asked without Spark
   * @param vault what Spark must not write into its event log or show on its pages
   */
  public static SparkEngine start(
      Settings settings,
      List<Map<String, String>> jobConf,
      ZoneId zone,
      StepFunctions functions,
      Catalog tables,
      Vault vault) {
    return new SparkEngine(
        SparkSessions.start("flarepath", settings, jobConf, zone, vault),
        settings,
        functions,
        tables);
  }

  /** Does something when this process ends, after Spark has cleaned up. */
  public static void afterIt(Runnable work) {
    ShutdownHookManager.get().addShutdownHook(work, LAST);
  }

  /** Whether Spark runs in this process already, so that to start an engine starts nothing. */
  public static boolean isRunning() {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    return running.isDefined() && !running.get().sparkContext().isStopped();
  }

  /** Whether Spark runs in this process alone. */
  public boolean isLocal() {
    return application.sparkContext().isLocal();
  }

  /** Whether a setting says how large Spark is, and comes too late for the Spark that runs. */
  public boolean isTooLate(String setting) {
    return isLocal() ? Sizes.isOne(setting) : Sizes.isTheDrivers(setting);
  }

  /** Runs one query; its rows come back as text. */
  public Queries.Answer query(BoundSql sql) {
    permission.give(application);
    return Queries.run(application, sql);
  }

  /** Runs one query; each of its rows comes back as one text, a JSON object. */
  public Queries.Answer queryJson(BoundSql sql) {
    permission.give(application);
    return Queries.json(application, sql);
  }

  /**
   * Writes a text file to any file system that Hadoop knows, as Spark is set up for it.
   *
   * @throws IOException if that fails; the file may be there in part
   */
  public void write(String path, String text) throws IOException {
    HadoopFiles.write(path, text, application.sparkContext().hadoopConfiguration());
  }

  @Override
  public Meter meter() {
    return SparkMeter.of(application.sparkContext());
  }

  @Override
  public boolean isStopped() {
    return application.sparkContext().isStopped();
  }

  /** How far Spark is with what it computes now. */
  public record Tasks(int done, int total) {}

  /** The tasks of all stages that are active; none when Spark is idle. */
  public Tasks tasks() {
    int done = 0;
    int total = 0;
    if (!isStopped()) {
      SparkStatusTracker tracker = application.sparkContext().statusTracker();
      for (int stage : tracker.getActiveStageIds()) {
        Option<SparkStageInfo> found = tracker.getStageInfo(stage);
        done += found.isDefined() ? found.get().numCompletedTasks() : 0;
        total += found.isDefined() ? found.get().numTasks() : 0;
      }
    }
    return new Tasks(done, total);
  }

  /** Ends what Spark computes now; whoever waits for it fails. */
  public void cancel() {
    if (!isStopped()) {
      application.sparkContext().cancelAllJobs();
    }
  }

  /** Stops Spark. */
  @Override
  public void close() {
    application.stop();
  }

  @Override
  public Session open(JobPlan.Load job) {
    SparkSession session = application.newSession();
    SessionSettings.of(settings).forEach((name, value) -> set(session, name, value));
    job.job().sparkConf().forEach((name, value) -> set(session, name, value.value()));
    session.conf().set(SessionZones.SETTING, job.zone().id().getId());
    permission.give(session);
    refuseRawStrings(session, job);
    // Parts of a plan that turn out to be empty are cut off while it runs, and the counts in them.
    exclude(session, EXCLUDED_RULES, CUTS_OFF);
    // It adds constants up, and takes the cube of a sum's length for it: minutes for 1,000 terms.
    exclude(session, NOT_PLANNED_BY, REORDERS);
    // Times come back as java.time, regardless of the user's settings.
    session.conf().set("spark.sql.datetime.java8API.enabled", "true");
    session.sparkContext().setLogLevel(job.job().logLevel().name());
    return new SparkJobSession(session, job, functions, tables);
  }

  /** A value with a quote or a backslash would be read back as another one. */
  private static void refuseRawStrings(SparkSession session, JobPlan.Load job) {
    if (!Boolean.parseBoolean(session.conf().get(RAW_STRINGS, "false").strip())) {
      return;
    }
    Diagnostic refused =
        Diagnostic.error(Code.BAD_VALUE, "`%s` must not be true".formatted(RAW_STRINGS))
            .because("Flarepath escapes the values that it writes into SQL, and Spark would not")
            .help("remove the setting, and write regular expressions as raw strings: `r'\\d+'`");
    Optional<Located<String>> written = Optional.ofNullable(job.job().sparkConf().get(RAW_STRINGS));
    throw new FlarepathException(written.map(value -> refused.at(value.span())).orElse(refused));
  }

  private static void exclude(SparkSession session, String setting, String rule) {
    String others = session.conf().get(setting, "");
    session.conf().set(setting, others.isBlank() ? rule : others + "," + rule);
  }

  /** Settings that belong to the application were given when it started. */
  private static void set(SparkSession session, String name, String value) {
    if (session.conf().isModifiable(name) || name.startsWith("spark.sql.catalog.")) {
      session.conf().set(name, value);
    }
  }
}
