package io.flarepath.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A named storage that {@code dataos://depot:…} addresses point into. */
public sealed interface Depot {

  /** The depot's name. */
  String name();

  /**
   * What kind it is, as the settings spell it: {@code iceberg}, {@code files}, {@code jdbc}, {@code
   * connector}.
   */
  String kind();

  /** An answer for each case. */
  <R> R match(
      Function<Iceberg, R> iceberg,
      Function<Files, R> files,
      Function<Jdbc, R> jdbc,
      Function<Connector, R> connector);

  /** Itself if it is of the kind {@code iceberg}. */
  default Optional<Iceberg> asIceberg() {
    return match(
        Optional::of,
        files -> Optional.empty(),
        jdbc -> Optional.empty(),
        connector -> Optional.empty());
  }

  /** Itself if it is of the kind {@code files}. */
  default Optional<Files> asFiles() {
    return match(
        iceberg -> Optional.empty(),
        Optional::of,
        jdbc -> Optional.empty(),
        connector -> Optional.empty());
  }

  /** Where it is: a catalog, a folder, the address of a database; empty for other connectors. */
  default String address() {
    return match(Iceberg::catalog, Files::root, Jdbc::url, connector -> "");
  }

  /** What the engine gets for it, of which some may be secret. */
  default Map<String, String> properties() {
    return match(iceberg -> Map.of(), files -> Map.of(), Jdbc::properties, Connector::options);
  }

  /**
   * Tables of an Iceberg catalog.
   *
   * @param catalog the name of one of the settings' catalogs
   * @param path a folder by which old workflows name its tables, beside the catalog's warehouse
   */
  record Iceberg(String name, String catalog, Optional<String> path) implements Depot {

    /** A depot that no folder names. */
    public Iceberg(String name, String catalog) {
      this(name, catalog, Optional.empty());
    }

    @Override
    public String kind() {
      return "iceberg";
    }

    @Override
    public <R> R match(
        Function<Iceberg, R> iceberg,
        Function<Files, R> files,
        Function<Jdbc, R> jdbc,
        Function<Connector, R> connector) {
      return iceberg.apply(this);
    }
  }

  /**
   * Files under a folder.
   *
   * @param root a local path, relative to the working directory, or any Hadoop path
   */
  record Files(String name, String root) implements Depot {
    @Override
    public String kind() {
      return "files";
    }

    @Override
    public <R> R match(
        Function<Iceberg, R> iceberg,
        Function<Files, R> files,
        Function<Jdbc, R> jdbc,
        Function<Connector, R> connector) {
      return files.apply(this);
    }
  }

  /**
   * Tables of a database.
   *
   * @param url the JDBC address
   * @param properties user, password and what else the driver takes; never printed
   */
  record Jdbc(String name, String url, Map<String, String> properties) implements Depot {
    public Jdbc {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    @Override
    public String kind() {
      return "jdbc";
    }

    @Override
    public <R> R match(
        Function<Iceberg, R> iceberg,
        Function<Files, R> files,
        Function<Jdbc, R> jdbc,
        Function<Connector, R> connector) {
      return jdbc.apply(this);
    }

    /** Without the properties, which hold the password. */
    @Override
    public String toString() {
      return "Jdbc[" + name + "]";
    }
  }

  /**
   * What a connector of the engine reads.
   *
   * @param format the engine's connector, such as {@code snowflake} or {@code kafka}
   * @param options what the connector needs to get there; never printed
   */
  record Connector(String name, String format, Map<String, String> options) implements Depot {
    public Connector {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public String kind() {
      return "connector";
    }

    @Override
    public <R> R match(
        Function<Iceberg, R> iceberg,
        Function<Files, R> files,
        Function<Jdbc, R> jdbc,
        Function<Connector, R> connector) {
      return connector.apply(this);
    }

    /** Without the options, which hold secrets. */
    @Override
    public String toString() {
      return "Connector[" + name + "]";
    }
  }
}
