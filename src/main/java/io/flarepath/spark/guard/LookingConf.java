package io.flarepath.spark.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a command that only looks takes of a workflow's {@code sparkConf}: settings that say how to
 * read and how much of the machine to use. Others can start code, or write elsewhere: Java options
 * of executors, discovery scripts, a container image, another cluster, jars, an event log. Whoever
 * starts the command may set those for Spark himself.
 */
public final class LookingConf {

  private static final List<String> TAKEN =
      List.of(
          "spark.sql.",
          "spark.hadoop.fs.",
          "spark.default.parallelism",
          "spark.driver.cores",
          "spark.driver.maxresultsize",
          "spark.driver.memory",
          "spark.dynamicallocation.",
          "spark.executor.cores",
          "spark.executor.instances",
          "spark.executor.memory",
          "spark.files.maxpartitionbytes",
          "spark.io.compression.",
          "spark.kryoserializer.buffer",
          "spark.locality.",
          "spark.memory.",
          "spark.network.timeout",
          "spark.reducer.",
          "spark.rpc.",
          "spark.scheduler.",
          "spark.serializer",
          "spark.shuffle.",
          "spark.speculation",
          "spark.task.",
          "spark.ui.");

  /** Hive's settings name jars, and its metastore makes files where the command is started. */
  private static final Pattern RUNS =
      Pattern.compile(
          "script|shell|command|^spark\\.sql\\.(hive\\.metastore|catalogimplementation|warehouse)");

  private LookingConf() {}

  /** Whether a command that only looks takes this setting from a workflow. */
  public static boolean takes(String setting) {
    String name = setting.toLowerCase(Locale.ROOT);
    return TAKEN.stream().anyMatch(name::startsWith) && !RUNS.matcher(name).find();
  }

  /** The settings that it takes. */
  public static Map<String, String> of(Map<String, String> sparkConf) {
    Map<String, String> taken = new TreeMap<>(sparkConf);
    taken.keySet().removeIf(name -> !takes(name));
    return taken;
  }
}
