package io.flarepath.spark.sink;

import io.flarepath.plan.SinkPlan;
import io.flarepath.spark.database.ScalaMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the engine's writer is given for a sink of files, besides its path. */
record SinkOptions(Map<String, String> byName) {

  SinkOptions {
    byName = new LinkedHashMap<>(byName);
  }

  static SinkOptions of(SinkPlan sink) {
    // Names of options have no case, and what the workflow says of them wins.
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    // Said either way: a session may have another default.
    options.put("partitionOverwriteMode", sink.replacesPartitions() ? "dynamic" : "static");
    sink.output()
        .writer()
        .compression()
        .ifPresent(codec -> options.put("compression", codec.value()));
    options.putAll(sink.output().writer().of(sink.format()));
    return new SinkOptions(options);
  }

  /** The same for Spark's own classes. */
  scala.collection.immutable.Map<String, String> scala() {
    return ScalaMap.of(byName);
  }
}
