package io.flarepath.spark;

import java.util.Set;

/**
 * The settings that say how large Spark's processes are, which a process that runs cannot change.
 */
final class Sizes {

  private static final Set<String> DRIVER =
      Set.of("spark.driver.memory", "spark.driver.cores", "spark.kubernetes.driver.limit.cores");

  private static final Set<String> EXECUTOR =
      Set.of(
          "spark.executor.memory",
          "spark.executor.cores",
          "spark.executor.instances",
          "spark.kubernetes.executor.limit.cores");

  private Sizes() {}

  static boolean isOne(String setting) {
    return isTheDrivers(setting) || EXECUTOR.contains(setting);
  }

  static boolean isTheDrivers(String setting) {
    return DRIVER.contains(setting);
  }
}
