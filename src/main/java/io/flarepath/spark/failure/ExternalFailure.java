package io.flarepath.spark.failure;

import io.flarepath.connector.Format;
import io.flarepath.connector.JdbcDrivers;
import io.flarepath.connector.RootCause;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.secret.Vault;
import io.flarepath.source.DataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why the engine cannot access anything but Iceberg tables, without its secrets.
 *
 * @param verb {@code read} or {@code write}
 * @param source where the rows are, or go
 * @param options what the workflow says to the reader or the writer
 * @param place what to point at
 * @param format where the format is written
 * @param driver where the driver's class is written
 * @param engineVersion the version of the engine
 */
public record ExternalFailure(
    String verb,
    DataSource source,
    Map<String, Located<String>> options,
    Span place,
    Optional<Span> format,
    Optional<Span> driver,
    String engineVersion) {

  /** SQL states: PostgreSQL, MySQL and SQL Server, older SQL Server, H2 (two), Db2, Derby. */
  private static final Set<String> NO_TABLE =
      Set.of("42P01", "42S02", "S0002", "42S03", "42S04", "42704", "42X05");

  /** Words where the state means more than that: SQLite, Oracle. */
  private static final List<String> NO_TABLE_IN_WORDS = List.of("no such table", "ORA-00942");

  public ExternalFailure {
    options = Map.copyOf(options);
  }

  /** What is missing, if it is a package or a driver. */
  public Optional<Diagnostic> missing(Throwable e) {
    String reason = reason(e);
    if (isDatabase()) {
      return e instanceof ClassNotFoundException || reason.contains("No suitable driver")
          ? Optional.of(noDriver(reason))
          : Optional.empty();
    }
    boolean isUnknown =
        e instanceof ClassNotFoundException
            || e instanceof LinkageError
            || reason.contains("DATA_SOURCE_NOT_FOUND")
            || reason.contains("Failed to find data source");
    return isUnknown ? source.storedAs().map(known -> noPackage(known, reason)) : Optional.empty();
  }

  public boolean isDatabase() {
    return source.isDatabase();
  }

  private Diagnostic noPackage(Format unknown, String reason) {
    Diagnostic missing =
        Diagnostic.error(
                Code.CONNECTOR_MISSING,
                "this Spark cannot %s the format `%s`".formatted(verb, unknown.word()))
            .at(format.orElse(place));
    Optional<String> coordinates = unknown.coordinates(engineVersion);
    if (coordinates.isPresent()) {
      return withPackage(
          missing.because("it is not part of Spark; it comes in a separate package"),
          coordinates.get());
    }
    return unknown.isBuiltIn()
        ? missing.because(reason)
        : missing.because("it is not part of Spark, and no package is known that provides it");
  }

  private Diagnostic noDriver(String reason) {
    Diagnostic missing =
        Diagnostic.error(Code.CONNECTOR_MISSING, "there is no JDBC driver for this database")
            .at(driver.orElse(place))
            .because(reason);
    return JdbcDrivers.of(url())
        .map(known -> withPackage(missing, known.coordinates()))
        .orElseGet(() -> missing.help("put the driver's jar on the class path: `--jars`"));
  }

  private String url() {
    String fromSource =
        source.asConnector().map(found -> found.options().getOrDefault("url", "")).orElse("");
    return Optional.ofNullable(options.get("url")).map(Located::value).orElse(fromSource);
  }

  private static Diagnostic withPackage(Diagnostic missing, String coordinates) {
    return missing
        .help("start with spark-submit: `--packages " + coordinates + "`")
        .help(
            "with scripts/flarepath: SPARK_HOME, and"
                + " FLAREPATH_SPARK_SUBMIT_ARGS=\"--packages …\"");
  }

  /** Whether a database says that it has no such table. */
  public static boolean isMissingTable(Throwable e) {
    boolean isUndefined =
        e instanceof SQLException sql
            && NO_TABLE.contains(Optional.ofNullable(sql.getSQLState()).orElse(""));
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    return isUndefined || NO_TABLE_IN_WORDS.stream().anyMatch(message::contains);
  }

  /** A diagnostic with the root cause, if it is one that can be said; without secrets. */
  public Optional<Diagnostic> explained(Diagnostic diagnostic, Throwable e) {
    return RootCause.known(e)
        .map(cause -> new RootCause(secrets().redact(cause.reason()), cause.help()))
        .map(cause -> cause.explain(diagnostic));
  }

  /** The engine's reason, without secrets. */
  public String reason(Throwable e) {
    return secrets().redact(e instanceof Exception ? SparkFailures.reason(e) : e.toString());
  }

  private Vault secrets() {
    Vault secrets = new Vault();
    source.asConnector().ifPresent(found -> secrets.learn(found.options()));
    options.forEach((name, value) -> secrets.learn(Map.of(name, value.value())));
    return secrets;
  }
}
