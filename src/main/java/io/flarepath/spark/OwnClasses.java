package io.flarepath.spark;

import io.flarepath.api.Step;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.workflow.StepSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs steps that are classes of the user's own. Nothing of a class runs, its static initialiser
 * neither, before it is known to be a step.
 */
final class OwnClasses {

  private static final String DETAILS = "for the stack trace, see Spark's log or use --debug";

  /** The version of class files that Java 1.0 would have, if it had counted from 1. */
  private static final int CLASS_FILES_BEFORE_JAVA_1 = 44;

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

  private static Step made(Located<String> name) {
    Constructor<? extends Step> constructor = constructor(name, type(name));
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      if (cause instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      if (cause instanceof NoClassDefFoundError missing) {
        throw new FlarepathException(unlinked(name, missing), cause);
      }
      throw new FlarepathException(
          refused(name, "failed in its constructor").because(reason(cause)).help(DETAILS), cause);
    } catch (ExceptionInInitializerError e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw new FlarepathException(
          refused(name, "failed in its static initialiser").because(reason(cause)).help(DETAILS),
          cause);
    } catch (LinkageError e) {
      throw new FlarepathException(unlinked(name, e), e);
    } catch (ReflectiveOperationException e) {
      throw new FlarepathException(
          refused(name, "cannot be instantiated").because(reason(e)).help(DETAILS), e);
    }
  }

  private static Constructor<? extends Step> constructor(
      Located<String> name, Class<? extends Step> type) {
    try {
      String why = "";
      if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
        why = "it is %s, of which there are no objects".formatted(kind(type));
      } else if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
        why = "it is an inner class, whose objects need one of the class around it: make it static";
      } else if (!Modifier.isPublic(type.getModifiers())) {
        why = "the class must be public";
      }
      if (why.isEmpty()) {
        return type.getConstructor();
      }
      throw new FlarepathException(refused(name, "cannot be instantiated").because(why));
    } catch (NoSuchMethodException e) {
      throw new FlarepathException(
          refused(name, "cannot be instantiated")
              .because("the class must have a public constructor without parameters")
              .help("pass parameters to the class with `params`"),
          e);
    } catch (LinkageError e) {
      throw new FlarepathException(unlinked(name, e), e);
    }
  }

  private static String kind(Class<?> type) {
    return type.isInterface() ? "an interface" : "an abstract class";
  }

  private static Class<? extends Step> type(Located<String> name) {
    Class<?> type;
    try {
      type = Class.forName(name.value().strip(), false, loader());
    } catch (ClassNotFoundException e) {
      throw new FlarepathException(
          Diagnostic.error(Code.STEP_FAILED, "unknown class `" + name.value() + "`")
              .at(name.span())
              .because("it is not on the class path")
              .help(
                  "add its jar: `--jars` for spark-submit, FLAREPATH_CLASSPATH for scripts/flarepath"),
          e);
    } catch (LinkageError e) {
      throw new FlarepathException(unlinked(name, e), e);
    }
    if (!Step.class.isAssignableFrom(type)) {
      throw new FlarepathException(
          refused(name, "is not a step").because("it does not implement " + Step.class.getName()));
    }
    return type.asSubclass(Step.class);
  }

  /** A class file that this Java cannot use, alone or with what it needs. */
  private static Diagnostic unlinked(Located<String> name, LinkageError e) {
    Diagnostic refused = refused(name, "cannot be loaded");
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    if (e instanceof UnsupportedClassVersionError) {
      return version(message)
          .map(java -> refused.because("it was compiled for Java " + java))
          .orElseGet(() -> refused.because(reason(e)))
          .help(
              "compile it for Java %d, which runs here, or an older one: `--release`"
                  .formatted(Runtime.version().feature()));
    }
    if (e instanceof NoClassDefFoundError && !message.contains(" ")) {
      return refused
          .because("it needs the class " + message.replace('/', '.') + ", which is not there")
          .help(
              "add the jar that has it: `--jars` for spark-submit, FLAREPATH_CLASSPATH for"
                  + " scripts/flarepath");
    }
    return refused.because(reason(e));
  }

  private static Optional<Integer> version(String message) {
    String number = message.replaceFirst("(?s)^.*class file version (\\d{2,3}).*$", "$1");
    return number.matches("\\d{2,3}")
        ? Optional.of(Integer.parseInt(number) - CLASS_FILES_BEFORE_JAVA_1)
        : Optional.empty();
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
