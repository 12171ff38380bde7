package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Located;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.source.Place.OfTable;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlFacts.Version;
import io.flarepath.table.TableName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which place is meant by an input, an output, or a name in SQL. */
public final class PlaceFinder {

  private static final Pattern SELECTOR =
      Pattern.compile("(?<kind>branch|tag|snapshot_id|at_timestamp)_(?<name>.+)");

  private final Settings settings;
  private final String defaultCatalog;

  /**
   * @param defaultCatalog the catalog of names in SQL that name none
   */
  public PlaceFinder(Settings settings, String defaultCatalog) {
    this.settings = settings;
    this.defaultCatalog = defaultCatalog;
  }

  /**
   * What an input reads; empty where no later write can change that, and for a query, whose SQL
   * says it.
   */
  public Optional<Place> read(DataSource source, Map<String, Located<String>> options) {
    Map<String, String> folded = folded(options);
    return source.match(
        table -> branch(folded).map(branch -> place(table.name(), branch)),
        files -> Optional.of(new Place.OfFolder(Folder.of(files), files.path())),
        connector -> Optional.of(remote(connector, folded)),
        query -> Optional.empty());
  }

  /** Where an output's rows go. */
  public Optional<Place> written(DataSource target, Map<String, Located<String>> options) {
    return read(target, options);
  }

  /** A table that an output goes to. */
  public Place written(TableName table, Map<String, Located<String>> options) {
    return place(table, folded(options).getOrDefault("branch", OfTable.MAIN).strip());
  }

  /** The current rows of a table. */
  public Place current(TableName table) {
    return place(table, OfTable.MAIN);
  }

  /**
   * What a name in SQL reads; empty for a view, and for a version that no later write can change.
   */
  public Optional<Place> named(TableRead read) {
    List<String> parts = Arrays.asList(read.name().split("\\.", -1));
    Optional<Format> format =
        Optional.ofNullable(Formats.byWord().get(parts.get(0).toLowerCase(Locale.ROOT)));
    if (format.isPresent() && read.name().contains("/")) {
      String path = read.name().substring(parts.get(0).length() + 1);
      return Optional.of(new Place.OfFolder(Folder.of(path), path));
    }
    return table(parts).flatMap(name -> version(name, read.version()));
  }

  private Optional<TableName> table(List<String> parts) {
    Optional<String> catalog = parts.size() < 3 ? Optional.empty() : catalog(parts.get(0));
    List<String> rest = catalog.isPresent() ? parts.subList(1, parts.size()) : parts;
    return rest.size() < 2
        ? Optional.empty()
        : Optional.of(
            new TableName(
                catalog.orElse(defaultCatalog),
                rest.subList(0, rest.size() - 1),
                rest.get(rest.size() - 1)));
  }

  private Optional<Place> version(TableName name, Optional<Version> asked) {
    Matcher selector = SELECTOR.matcher(name.table().toLowerCase(Locale.ROOT));
    if (name.namespace().size() > 1 && selector.matches()) {
      return selector.group("kind").equals("branch")
          ? Optional.of(place(owner(name), selector.group("name")))
          : Optional.empty();
    }
    boolean isMetadata =
        name.namespace().size() > 1 && MetadataTables.of("x." + name.table()).isPresent();
    TableName table = isMetadata ? owner(name) : name;
    if (asked.isEmpty()) {
      return Optional.of(place(table, OfTable.MAIN));
    }
    Version version = asked.get();
    return version.isTime() || version.name().matches("\\d+")
        ? Optional.empty()
        : Optional.of(place(table, version.name()));
  }

  private static TableName owner(TableName name) {
    int last = name.namespace().size() - 1;
    return new TableName(
        name.catalog(), name.namespace().subList(0, last), name.namespace().get(last));
  }

  /** The branch whose newest rows are read; empty where another version is. */
  private static Optional<String> branch(Map<String, String> options) {
    boolean isFixed =
        options.containsKey("snapshot-id")
            || options.containsKey("as-of-timestamp")
            || options.containsKey("tag")
            || options.containsKey("end-snapshot-id");
    return isFixed
        ? Optional.empty()
        : Optional.of(options.getOrDefault("branch", OfTable.MAIN).strip());
  }

  private static Place remote(DataSource.Connector connector, Map<String, String> written) {
    Map<String, String> options = new LinkedHashMap<>();
    connector.options().forEach((name, value) -> options.put(fold(name), value));
    options.putAll(written);
    boolean isDatabase = connector.isDatabase();
    String content =
        Optional.ofNullable(options.get("query"))
            .or(() -> Optional.ofNullable(options.get("dbtable")))
            .orElse(connector.what());
    return new Place.OfRemote(
        connector.format(),
        isDatabase ? options.getOrDefault("url", "").strip() : "",
        isDatabase ? content : connector.what(),
        connector.what());
  }

  /** A depot's name means its catalog, as in an address. */
  private Optional<String> catalog(String name) {
    return Optional.of(name)
        .filter(settings.catalogs()::containsKey)
        .or(
            () ->
                Optional.ofNullable(settings.depots().get(name))
                    .flatMap(Depot::asIceberg)
                    .map(Depot.Iceberg::catalog));
  }

  private Place place(TableName table, String branch) {
    return new OfTable(table, canonical(table), branch);
  }

  /** Two catalogs of the same properties hold the same tables, unless they are kept by name. */
  private TableName canonical(TableName name) {
    return Optional.ofNullable(settings.catalogs().get(name.catalog()))
        .map(CatalogSettings::properties)
        .filter(properties -> !isKeptByName(properties))
        .flatMap(
            properties ->
                settings.catalogs().values().stream()
                    .filter(other -> other.properties().equals(properties))
                    .findFirst())
        .map(same -> new TableName(same.name(), name.namespace(), name.table()))
        .orElse(name);
  }

  private static boolean isKeptByName(Map<String, String> catalog) {
    String kind = catalog.getOrDefault("type", "") + catalog.getOrDefault("catalog-impl", "");
    return kind.toLowerCase(Locale.ROOT).matches(".*(jdbc|memory).*");
  }

  private static Map<String, String> folded(Map<String, Located<String>> options) {
    Map<String, String> folded = new LinkedHashMap<>();
    options.forEach((name, value) -> folded.put(fold(name), value.value()));
    return folded;
  }

  private static String fold(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
