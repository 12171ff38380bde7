package io.flarepath.spark.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookingConfTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.jars",
        "spark.jars.packages",
        "spark.files",
        "spark.archives",
        "spark.master",
        "spark.plugins",
        "spark.extraListeners",
        "spark.executor.extraJavaOptions",
        "spark.executor.defaultJavaOptions",
        "spark.driver.extraJavaOptions",
        "spark.executor.extraClassPath",
        "spark.executorEnv.LD_PRELOAD",
        "spark.executor.resource.gpu.discoveryScript",
        "spark.driver.resource.gpu.discoveryScript",
        "spark.kubernetes.container.image",
        "spark.kubernetes.executor.podTemplateFile",
        "spark.yarn.dist.jars",
        "spark.eventLog.enabled",
        "spark.eventLog.dir",
        "spark.local.dir",
        "spark.pyspark.python",
        "spark.hadoop.net.topology.script.file.name",
        "spark.hadoop.fs.azure.shellkeyprovider.script",
        "spark.hadoop.hadoop.security.credential.provider.path",
        "spark.sql.hive.metastore.jars",
        "spark.sql.hive.metastore.jars.path",
        "spark.sql.catalogImplementation",
        "spark.sql.warehouse.dir",
        "spark.somethingNew",
        "SPARK.JARS"
      })
  void whatCanStartCodeIsNotTaken(String setting) {
    assertThat(LookingConf.takes(setting)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.sql.shuffle.partitions",
        "spark.sql.session.timeZone",
        "spark.sql.catalog.lake.uri",
        "spark.hadoop.fs.s3a.endpoint",
        "spark.driver.memory",
        "spark.executor.memoryOverhead",
        "spark.dynamicAllocation.maxExecutors",
        "spark.serializer"
      })
  void whatSaysHowToReadIsTaken(String setting) {
    assertThat(LookingConf.takes(setting)).isTrue();
  }

  @Test
  void othersAreLeftOut() {
    assertThat(LookingConf.of(Map.of("spark.sql.ansi.enabled", "true", "spark.jars", "x.jar")))
        .containsExactly(Map.entry("spark.sql.ansi.enabled", "true"));
  }
}
