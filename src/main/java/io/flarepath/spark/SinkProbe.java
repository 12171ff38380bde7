package io.flarepath.spark;

import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Looks whether something is there already where a sink goes. */
record SinkProbe(SparkSession session, SinkPlan sink) {

  /** False where nobody can tell: then the engine's own save mode decides. */
  boolean isThere() {
    try {
      if (sink.target() instanceof DataSource.Files files) {
        Path path = new Path(files.path());
        return path.getFileSystem(session.sessionState().newHadoopConf()).exists(path);
      }
      DataSource.Connector connector = (DataSource.Connector) sink.target();
      return Jdbc.isDatabase(connector) && Jdbc.of(session, sink, connector).isThere();
    } catch (Exception e) {
      throw new SinkFailure(sink, session.version()).of(e);
    }
  }
}
