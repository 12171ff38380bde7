package io.flarepath.spark;

import io.flarepath.plan.SessionZones;
import io.flarepath.secret.Vault;
import io.flarepath.settings.Settings;
import io.flarepath.settings.TimeZoneName;
import io.flarepath.spark.database.MySqlDialect;
import io.flarepath.spark.failure.StartFailure;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark. */
public final class SparkSessions {

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  private SparkSessions() {}

  /**
   * The application's session: on the master that {@code spark-submit} chose, else on this machine.
   * What the workflow asks for wins over what was submitted, and that over the settings. Only the
   * time zone is not chosen here.
   *
   * @param jobConf the {@code sparkConf} of every job, in order; the last of a key wins
   * @param zone the time zone of the session, of this Java and of the executors
   * @param vault what Spark must not write into its event log or show on its pages
   * @throws io.flarepath.diagnostic.FlarepathException if Spark does not start
   */
  public static SparkSession start(
      String name, Settings settings, List<Map<String, String>> jobConf, ZoneId zone, Vault vault) {
    SparkConf submitted = new SparkConf();
    Map<String, String> conf = new LinkedHashMap<>();
    if (!submitted.contains("spark.master")) {
      conf.put("spark.master", "local[*]");
      conf.put("spark.driver.host", "localhost");
      conf.put("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.ui.showConsoleProgress", "false");
    if (isLocal(submitted, conf)) {
      // Tasks run in this process: one that has no memory fails its job, and must not end them all.
      conf.put("spark.executor.killOnFatalError.depth", "0");
    }
    conf.putAll(SessionSettings.of(settings));
    conf.keySet().removeIf(submitted::contains);
    jobConf.forEach(conf::putAll);
    conf.put(SessionZones.SETTING, zone.getId());
    if (isLocal(submitted, conf)) {
      // They would change nothing, but Spark refuses to start with an executor that is too small.
      conf.keySet().removeIf(Sizes::isOne);
    }
    SparkConf all = submitted.clone();
    conf.forEach(all::set);
    conf.put(EXECUTOR_OPTIONS, oneTimeZone(zone, all));
    conf.putAll(EngineRedaction.of(all, vault.secrets()));
    conf.put(SessionSettings.EXTENSIONS, SessionSettings.extensions(all));
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    conf.forEach(builder::config);
    MySqlDialect.register();
    try {
      SparkSession session = builder.getOrCreate();
      RedactedEventLog.keepIn(session.sparkContext(), vault);
      return session;
    } catch (Exception e) {
      throw StartFailure.of(e);
    }
  }

  /**
   * Puts this Java into the session's time zone, in which JDBC drivers then read times, and gives
   * the options that do the same for executors. Of an option that comes twice, Java takes the last.
   */
  private static String oneTimeZone(ZoneId zone, SparkConf given) {
    TimeZone ours = TimeZoneName.ofJava(zone);
    TimeZone.setDefault(ours);
    String options = given.get(EXECUTOR_OPTIONS, "");
    return (options + " -Duser.timezone=" + ours.getID()).strip();
  }

  private static boolean isLocal(SparkConf submitted, Map<String, String> conf) {
    String master = conf.getOrDefault("spark.master", submitted.get("spark.master", ""));
    return master.equals("local") || master.startsWith("local[");
  }
}
