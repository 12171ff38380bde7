package io.flarepath.spark;

import io.flarepath.settings.Settings;
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
   * What the workflow asks for wins over what was submitted, and that over the settings.
   *
   * @param jobConf the {@code sparkConf} of every job, in order; the last of a key wins
   */
  public static SparkSession start(
      String name, Settings settings, List<Map<String, String>> jobConf) {
    SparkConf submitted = new SparkConf();
    Map<String, String> conf = new LinkedHashMap<>();
    if (!submitted.contains("spark.master")) {
      conf.put("spark.master", "local[*]");
      conf.put("spark.driver.host", "localhost");
      conf.put("spark.driver.bindAddress", "127.0.0.1");
    }
    conf.put("spark.ui.enabled", "false");
    conf.put("spark.ui.showConsoleProgress", "false");
    conf.putAll(SessionSettings.of(settings));
    conf.keySet().removeIf(submitted::contains);
    jobConf.forEach(conf::putAll);
    if (isLocal(submitted, conf)) {
      // They would change nothing, but Spark refuses to start with an executor that is too small.
      conf.keySet().removeIf(Sizes::isOne);
    }
    SparkConf all = submitted.clone();
    conf.forEach(all::set);
    conf.put(EXECUTOR_OPTIONS, oneTimeZone(settings.run().timeZone(), all));
    conf.put(SessionSettings.EXTENSIONS, SessionSettings.extensions(all));
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    conf.forEach(builder::config);
    return builder.getOrCreate();
  }

  /**
   * Puts this Java into the session's time zone, in which JDBC drivers then read times, and gives
   * the options that do the same for executors.
   */
  private static String oneTimeZone(String zone, SparkConf given) {
    TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of(zone)));
    String options = given.get(EXECUTOR_OPTIONS, "");
    return options.contains("-Duser.timezone")
        ? options
        : (options + " -Duser.timezone=" + zone).strip();
  }

  private static boolean isLocal(SparkConf submitted, Map<String, String> conf) {
    String master = conf.getOrDefault("spark.master", submitted.get("spark.master", ""));
    return master.equals("local") || master.startsWith("local[");
  }
}
