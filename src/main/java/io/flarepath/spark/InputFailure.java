package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.plan.DataSource;
import io.flarepath.plan.InputPlan;
import io.flarepath.settings.Redactor;
import io.flarepath.settings.Secrets;
import io.flarepath.workflow.Format;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says why an input cannot be read, where, and what to do; and no secret of it. */
final class InputFailure {

  private final InputPlan input;
  private final String engineVersion;

  InputFailure(InputPlan input, String engineVersion) {
    this.input = input;
    this.engineVersion = engineVersion;
  }

  FlarepathException of(Throwable e) {
    return new FlarepathException(
        diagnostic(e), e instanceof Exception exception ? exception : new LinkageFailure(e));
  }

  private Diagnostic diagnostic(Throwable e) {
    String reason = reason(e);
    DataSource source = input.source();
    if (source instanceof DataSource.Connector connector && connector.format() == Format.JDBC) {
      return jdbc(e, reason, connector);
    }
    if (isUnknownSource(e, reason)) {
      return noConnector(reason);
    }
    if (reason.contains("PATH_NOT_FOUND") || reason.contains("does not exist")) {
      return Diagnostic.error(Code.PATH_MISSING, "there is nothing at " + source)
          .at(place())
          .because("the input `" + input.name() + "` reads it")
          .help(
              "check depot, collection and dataset; a local path starts at the working directory");
    }
    if (reason.contains("UNABLE_TO_INFER_SCHEMA") || reason.contains("Unable to infer schema")) {
      return unreadable("no file tells its columns: " + reason)
          .help("check that there are files, or say the columns with `schema`");
    }
    return unreadable(reason).help("check its format and options");
  }

  private Diagnostic unreadable(String reason) {
    return Diagnostic.error(
            Code.INPUT_UNREADABLE, "the input `" + input.name() + "` cannot be read")
        .at(place())
        .because(reason);
  }

  private static boolean isUnknownSource(Throwable e, String reason) {
    return e instanceof ClassNotFoundException
        || e instanceof LinkageError
        || reason.contains("DATA_SOURCE_NOT_FOUND")
        || reason.contains("Failed to find data source");
  }

  private Diagnostic noConnector(String reason) {
    Format format =
        input.source() instanceof DataSource.Files files
            ? files.format()
            : ((DataSource.Connector) input.source()).format();
    Diagnostic missing =
        Diagnostic.error(
                Code.CONNECTOR_MISSING,
                "the engine here cannot read the format `" + format.word() + "`")
            .at(input.input().format().map(Located::span).orElseGet(this::place));
    return format
        .coordinates(engineVersion)
        .map(name -> withPackage(missing.because("it is no part of Spark, but of a package"), name))
        .orElseGet(() -> missing.because(reason));
  }

  private Diagnostic jdbc(Throwable e, String reason, DataSource.Connector source) {
    String url =
        Optional.ofNullable(input.input().options().get("url"))
            .map(Located::value)
            .orElse(source.options().getOrDefault("url", ""));
    if (e instanceof ClassNotFoundException || reason.contains("No suitable driver")) {
      Diagnostic missing =
          Diagnostic.error(Code.CONNECTOR_MISSING, "there is no JDBC driver for this database")
              .at(
                  Optional.ofNullable(input.input().options().get("driver"))
                      .map(Located::span)
                      .orElseGet(this::place))
              .because(reason);
      return JdbcDrivers.of(url)
          .map(driver -> withPackage(missing, driver.coordinates()))
          .orElseGet(() -> missing.help("put the driver's jar on the class path: `--jars`"));
    }
    if (isMissingTable(e, reason)) {
      return Diagnostic.error(Code.TABLE_MISSING, "the database has no " + source)
          .at(place())
          .because(reason)
          .help("check collection and dataset, and that the user may read the table");
    }
    return Diagnostic.error(
            Code.INPUT_UNREADABLE, "the database of `" + input.name() + "` cannot be read")
        .at(place())
        .because(reason)
        .help("check url, user and password of the depot, and the options");
  }

  private static boolean isMissingTable(Throwable e, String reason) {
    boolean isUndefined =
        e instanceof SQLException sql
            && List.of("42P01", "42S02")
                .contains(Optional.ofNullable(sql.getSQLState()).orElse(""));
    return isUndefined || reason.contains("no such table");
  }

  private static Diagnostic withPackage(Diagnostic missing, String coordinates) {
    return missing
        .help("start with spark-submit: `--packages " + coordinates + "`")
        .help(
            "with scripts/flarepath: SPARK_HOME, and"
                + " FLAREPATH_SPARK_SUBMIT_ARGS=\"--packages …\"");
  }

  /** The option by which the user chose what to read, if there is one; else what is read. */
  private Span place() {
    return input.input().options().entrySet().stream()
        .filter(option -> input.source() instanceof DataSource.Table)
        .filter(option -> InputReader.TRAVEL.contains(option.getKey()))
        .findFirst()
        .map(option -> option.getValue().span())
        .orElse(input.input().place());
  }

  private String reason(Throwable e) {
    List<String> secrets = new ArrayList<>();
    if (input.source() instanceof DataSource.Connector connector) {
      connector.options().forEach((name, value) -> collect(name, value, secrets));
    }
    for (Map.Entry<String, Located<String>> option : input.input().options().entrySet()) {
      collect(option.getKey(), option.getValue().value(), secrets);
    }
    Exception told = e instanceof Exception exception ? exception : new LinkageFailure(e);
    return new Redactor(secrets).redact(SparkFailures.reason(told));
  }

  private static void collect(String name, String value, List<String> secrets) {
    if (Secrets.isSecret(name)) {
      secrets.add(value);
    }
  }

  /** A package is there, and something that it needs is not. */
  private static final class LinkageFailure extends Exception {
    private static final long serialVersionUID = 1L;

    LinkageFailure(Throwable cause) {
      super(cause.toString(), cause);
    }
  }
}
