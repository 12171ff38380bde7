package io.flarepath.spark;

import io.flarepath.api.Step;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.workflow.StepSource;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs steps that are classes of the user's own. */
final class OwnClasses {

  private OwnClasses() {}

  /**
   * The rows that a class gives.
   *
   * @throws FlarepathException at the class's name, for any failure
   */
  static Dataset<Row> rows(SparkSession session, StepSource.OwnClass source) {
    Step step = made(source.name());
    Map<String, String> params = new LinkedHashMap<>();
    source.params().forEach((name, value) -> params.put(name, value.value()));
    Optional<Dataset<Row>> rows;
    try {
      rows = Optional.ofNullable(step.apply(session, params));
    } catch (FlarepathException reported) {
      throw reported;
    } catch (Exception | LinkageError e) {
      throw new FlarepathException(
          refused(source.name(), "failed").because(reason(e)).help(DETAILS), e);
    }
    return rows.orElseThrow(
        () -> new FlarepathException(refused(source.name(), "returned null instead of rows")));
  }

  private static final String DETAILS = "for the stack trace, see Spark's log or use --debug";

  private static Step made(Located<String> name) {
    Class<? extends Step> type = type(name);
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw new FlarepathException(
          refused(name, "failed in its constructor").because(reason(cause)).help(DETAILS), cause);
    } catch (ReflectiveOperationException e) {
      throw new FlarepathException(
          refused(name, "cannot be instantiated")
              .because("the class must be public and have a public constructor without parameters")
              .help("pass parameters to the class with `params`"),
          e);
    }
  }

  private static Class<? extends Step> type(Located<String> name) {
    Class<?> type;
    try {
      type = Class.forName(name.value().strip(), true, loader());
    } catch (ClassNotFoundException e) {
      throw new FlarepathException(
          Diagnostic.error(Code.STEP_FAILED, "unknown class `" + name.value() + "`")
              .at(name.span())
              .because("it is not on the class path")
              .help(
                  "add its jar: `--jars` for spark-submit, FLAREPATH_CLASSPATH for scripts/flarepath"),
          e);
    } catch (LinkageError e) {
      throw new FlarepathException(refused(name, "cannot be loaded").because(reason(e)), e);
    }
    if (!Step.class.isAssignableFrom(type)) {
      throw new FlarepathException(
          refused(name, "is not a step").because("it does not implement " + Step.class.getName()));
    }
    return type.asSubclass(Step.class);
  }

  /** The loader that knows the jars of spark-submit, else the one that loaded Flarepath. */
  private static ClassLoader loader() {
    return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
        .orElse(OwnClasses.class.getClassLoader());
  }

  private static Diagnostic refused(Located<String> name, String what) {
    return Diagnostic.error(Code.STEP_FAILED, "the class `" + name.value() + "` " + what)
        .at(name.span());
  }

  private static String reason(Throwable e) {
    return e instanceof AnalysisException analysis
        ? SparkFailures.reason(analysis)
        : e.getClass().getSimpleName()
            + Optional.ofNullable(e.getMessage()).map(message -> ": " + message).orElse("");
  }
}
