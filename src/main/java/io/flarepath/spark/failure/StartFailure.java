package io.flarepath.spark.failure;

import io.flarepath.connector.RootCause;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import org.apache.spark.SparkThrowable;

/** Why Spark did not start: its settings, or its cluster. */
public final class StartFailure {

  private StartFailure() {}

  /** With Spark's reason, and what to do about the usual ones. */
  public static FlarepathException of(Exception e) {
    Diagnostic diagnostic = Diagnostic.error(Code.ENGINE_NOT_STARTED, "Spark cannot start");
    return new FlarepathException(
        errorClass(e).endsWith("_MEMORY")
            ? diagnostic
                .because(SparkFailures.reason(e))
                .help(
                    "set FLAREPATH_DRIVER_MEMORY to 1g or more; with spark-submit, use"
                        + " --driver-memory and --executor-memory")
            : RootCause.known(e)
                .map(cause -> cause.explain(diagnostic))
                .orElseGet(() -> diagnostic.because(SparkFailures.reason(SparkFailures.root(e))))
                .help("check `spark` in the settings, and `sparkConf` in the workflow"),
        e);
  }

  private static String errorClass(Exception e) {
    return e instanceof SparkThrowable known && known.getErrorClass() != null
        ? known.getErrorClass()
        : "";
  }
}
