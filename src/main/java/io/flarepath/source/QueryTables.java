package io.flarepath.source;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.table.TableName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the tables that an input's {@code query} reads. */
public final class QueryTables {

  private final Settings settings;
  private final Function<Passage, Optional<SqlFacts.Query>> queries;
  private final Problems problems;

  /**
   * @param queries the facts of a query; empty after a problem, which has been reported
   */
  public QueryTables(
      Settings settings, Function<Passage, Optional<SqlFacts.Query>> queries, Problems problems) {
    this.settings = settings;
    this.queries = queries;
    this.problems = problems;
  }

  /** The query with its tables; empty when something in it is a problem. */
  Optional<DataSource> read(Passage query) {
    Optional<SqlFacts.Query> facts = queries.apply(query);
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    Map<String, DataSource.Table> tables = new LinkedHashMap<>();
    boolean isWhole = true;
    for (TableRead read : facts.get().tables()) {
      Optional<DataSource.Table> table = table(read);
      table.ifPresent(found -> tables.put(read.name(), found));
      isWhole &= table.isPresent();
    }
    return isWhole ? Optional.of(new DataSource.Query(query, tables)) : Optional.empty();
  }

  private Optional<DataSource.Table> table(TableRead read) {
    Optional<String> metadata =
        read.name().split("\\.").length > 3 ? MetadataTables.of(read.name()) : Optional.empty();
    String name = metadata.isEmpty() ? read.name() : MetadataTables.owner(read.name());
    List<String> parts = Arrays.asList(name.split("\\."));
    Optional<String> catalog = parts.size() < 3 ? Optional.empty() : catalog(parts.get(0));
    if (catalog.isEmpty()) {
      problems.add(unknown(read, parts));
    }
    int last = parts.size() - 1;
    return catalog.map(
        found ->
            new DataSource.Table(
                new TableName(found, parts.subList(1, last), parts.get(last)), metadata));
  }

  /** A depot's name means its catalog, as in an address. */
  private Optional<String> catalog(String name) {
    return Optional.ofNullable(settings.depots().get(name))
        .flatMap(Depot::asIceberg)
        .map(Depot.Iceberg::catalog)
        .or(() -> Optional.of(name).filter(settings.catalogs()::containsKey));
  }

  private Diagnostic unknown(TableRead read, List<String> parts) {
    Set<String> known = new LinkedHashSet<>(settings.catalogs().keySet());
    settings.depots().values().stream()
        .flatMap(depot -> depot.asIceberg().stream())
        .forEach(depot -> known.add(depot.name()));
    if (parts.size() < 3) {
      return Diagnostic.error(Code.UNKNOWN_VIEW, "`" + read.name() + "` is not a full table name")
          .at(read.place())
          .because("an input's `query` can read only tables of the catalogs, not views of the job")
          .help("write catalog.collection.table");
    }
    return Diagnostic.error(
            Code.UNKNOWN_DEPOT, "unknown catalog or table depot `" + parts.get(0) + "`")
        .at(read.place())
        .because("a `query` reads Iceberg tables; the settings define " + String.join(", ", known))
        .help(Suggestion.help(parts.get(0), known));
  }
}
