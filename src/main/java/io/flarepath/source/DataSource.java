package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlText;
import io.flarepath.table.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where rows come from, or go to. */
public sealed interface DataSource {

  /**
   * Whether all that a pass reads of it is as it stood when the pass began; else rows that come
   * later may be among them.
   */
  boolean isFrozen();

  /** How the rows are stored or reached; empty where Iceberg knows that itself. */
  Optional<Format> storedAs();

  /** Whether its columns have names and types of their own, which no schema can change. */
  boolean knowsItsColumns();

  /** An answer for each case. */
  <R> R match(
      Function<Table, R> table,
      Function<Files, R> files,
      Function<Connector, R> connector,
      Function<Query, R> query);

  /** Itself if it is a table. */
  default Optional<Table> asTable() {
    return match(
        Optional::of, files -> Optional.empty(), other -> Optional.empty(), q -> Optional.empty());
  }

  /** Itself if it is files. */
  default Optional<Files> asFiles() {
    return match(
        table -> Optional.empty(), Optional::of, other -> Optional.empty(), q -> Optional.empty());
  }

  /** Itself if a connector reaches it. */
  default Optional<Connector> asConnector() {
    return match(
        table -> Optional.empty(), files -> Optional.empty(), Optional::of, q -> Optional.empty());
  }

  /** Whether it is a table of a database, or a query of one. */
  default boolean isDatabase() {
    return asConnector().filter(found -> found.format().equals(Formats.JDBC)).isPresent();
  }

  /**
   * An Iceberg table.
   *
   * @param metadata the metadata table of it that is meant, such as {@code snapshots}
   */
  record Table(TableName name, Optional<String> metadata) implements DataSource {

    public Table(TableName name) {
      this(name, Optional.empty());
    }

    /** Whether a name is that of a table's own account of itself, such as its snapshots. */
    public static boolean isMetadata(TableName name) {
      return name.namespace().size() > 1 && MetadataTables.of(name.toString()).isPresent();
    }

    /** A table's own account of itself is read as it is at that instant. */
    @Override
    public boolean isFrozen() {
      return metadata.isEmpty();
    }

    @Override
    public Optional<Format> storedAs() {
      return Optional.empty();
    }

    @Override
    public boolean knowsItsColumns() {
      return true;
    }

    @Override
    public <R> R match(
        Function<Table, R> table,
        Function<Files, R> files,
        Function<Connector, R> connector,
        Function<Query, R> query) {
      return table.apply(this);
    }

    /** For the engine: every part in back quotes. */
    public String quoted() {
      return name.quoted() + metadata.map(part -> "." + SqlText.identifier(part)).orElse("");
    }

    @Override
    public String toString() {
      return name + metadata.map(part -> "." + part).orElse("");
    }
  }

  /**
   * Files.
   *
   * @param path a local path or any Hadoop path; may be a pattern
   * @param format how they are stored
   * @param root the root of their depot, which they are below; empty for a path without a depot
   */
  record Files(String path, Format format, Optional<String> root) implements DataSource {

    /** Files without a depot. */
    public Files(String path, Format format) {
      this(path, format, Optional.empty());
    }

    /** Where they are. */
    public DepotPath place() {
      return new DepotPath(path, root);
    }

    @Override
    public boolean isFrozen() {
      return false;
    }

    @Override
    public Optional<Format> storedAs() {
      return Optional.of(format);
    }

    @Override
    public boolean knowsItsColumns() {
      return false;
    }

    @Override
    public <R> R match(
        Function<Table, R> table,
        Function<Files, R> files,
        Function<Connector, R> connector,
        Function<Query, R> query) {
      return files.apply(this);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /**
   * What a connector of the engine reaches by options: a database, a warehouse, a topic.
   *
   * @param what what it is, for people; without credentials
   * @param options what the depot and the address say to the engine; never printed
   */
  record Connector(Format format, String what, Map<String, String> options) implements DataSource {
    public Connector {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    @Override
    public boolean isFrozen() {
      return false;
    }

    @Override
    public Optional<Format> storedAs() {
      return Optional.of(format);
    }

    @Override
    public boolean knowsItsColumns() {
      return isDatabase();
    }

    @Override
    public <R> R match(
        Function<Table, R> table,
        Function<Files, R> files,
        Function<Connector, R> connector,
        Function<Query, R> query) {
      return connector.apply(this);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /**
   * The result of a query over the catalogs.
   *
   * @param tables the tables that it reads, by their names as the query writes them
   */
  record Query(Passage sql, Map<String, Table> tables) implements DataSource {
    public Query {
      tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    @Override
    public boolean isFrozen() {
      return tables.values().stream().allMatch(Table::isFrozen);
    }

    @Override
    public Optional<Format> storedAs() {
      return Optional.empty();
    }

    @Override
    public boolean knowsItsColumns() {
      return true;
    }

    @Override
    public <R> R match(
        Function<Table, R> table,
        Function<Files, R> files,
        Function<Connector, R> connector,
        Function<Query, R> query) {
      return query.apply(this);
    }

    @Override
    public String toString() {
      return tables.isEmpty()
          ? "a query"
          : tables.values().stream()
              .map(Table::toString)
              .distinct()
              .collect(Collectors.joining(", ", "a query over ", ""));
    }
  }
}
