package io.flarepath.spark.sink;

import io.flarepath.plan.SinkPlan;
import io.flarepath.spark.database.Jdbc;
import io.flarepath.spark.failure.SinkFailure;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Looks whether something is there already where a sink goes. */
public record SinkProbe(SparkSession session, SinkPlan sink) {

  /** False where the engine cannot tell: then the engine's own save mode decides. */
  public boolean isThere() {
    try {
      return sink.target()
          .<Callable<Boolean>>match(
              table -> noSink(),
              files -> () -> isThere(new Path(files.path())),
              found -> () -> found.isDatabase() && Jdbc.of(session, sink, found).isThere(),
              query -> noSink())
          .call();
    } catch (Exception e) {
      throw new SinkFailure(sink, session.version()).of(e, SinkFailure.NOTHING);
    }
  }

  private boolean isThere(Path path) throws IOException {
    return path.getFileSystem(session.sessionState().newHadoopConf()).exists(path);
  }

  private Callable<Boolean> noSink() {
    throw new IllegalArgumentException(sink.target() + " is not a sink");
  }
}
