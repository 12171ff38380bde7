package io.flarepath.spark.database;

import java.util.Map;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.collection.mutable.Builder;

/** Options as Spark's own classes take them. */
public final class ScalaMap {

  private ScalaMap() {}

  public static scala.collection.immutable.Map<String, String> of(Map<String, String> options) {
    Builder<Tuple2<String, String>, scala.collection.immutable.Map<String, String>> map =
        Map$.MODULE$.<String, String>newBuilder();
    options.forEach((name, value) -> map.$plus$eq(new Tuple2<>(name, value)));
    return map.result();
  }
}
