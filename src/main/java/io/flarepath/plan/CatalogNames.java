package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.source.Escapes;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.workflow.FlareJob;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the catalogs exist that SQL names tables of. */
final class CatalogNames {

  private static final String CATALOG = "spark.sql.catalog.";

  private final Settings settings;
  private final Map<String, String> submitted;

  /**
   * @param submitted the settings of Spark that the process was started with
   */
  CatalogNames(Settings settings, Map<String, String> submitted) {
    this.settings = settings;
    this.submitted = submitted;
  }

  /**
   * Reports tables of catalogs that nothing defines, unless a problem is known at their place; and
   * names that leave the folder of their catalog, where tables are found by their folders.
   */
  void check(FlareJob job, List<TableRead> reads, Problems problems) {
    reads.forEach(read -> escape(read).ifPresent(problems::add));
    Set<String> engine = new LinkedHashSet<>();
    Stream.of(settings.spark(), submitted, job.sparkConf())
        .forEach(conf -> engine.addAll(conf.keySet()));
    if (engine.contains("spark.sql.defaultCatalog")) {
      return; // Then the first part may be a namespace.
    }
    Set<String> known = new LinkedHashSet<>(settings.catalogs().keySet());
    known.add("spark_catalog");
    engine.stream()
        .filter(name -> name.startsWith(CATALOG))
        .forEach(name -> known.add(name.substring(CATALOG.length()).replaceAll("\\..*", "")));
    settings.depots().values().stream()
        .flatMap(depot -> depot.asIceberg().stream())
        .map(Depot.Iceberg::name)
        .forEach(known::add);
    for (TableRead read : reads) {
      String first = read.name().replaceAll("\\..*", "");
      boolean isFull = read.name().matches("[^./]+\\.[^./]+\\.[^/]+");
      boolean isReported =
          problems.all().stream()
              .anyMatch(found -> found.place().filter(read.place()::equals).isPresent());
      if (isFull && !isReported && !known.contains(first)) {
        problems.add(unknown(read, first));
      }
    }
  }

  private Optional<Diagnostic> escape(TableRead read) {
    String first = read.name().replaceAll("\\..*", "");
    boolean isOurs =
        settings.catalogs().containsKey(first)
            || Optional.ofNullable(settings.depots().get(first))
                .flatMap(Depot::asIceberg)
                .isPresent();
    Optional<String> why = isOurs ? Escapes.ofName(read.name()) : Optional.empty();
    return why.map(
        said ->
            Diagnostic.error(Code.LEAVES_DEPOT, "`" + read.name() + "` may lead out of its catalog")
                .at(read.place())
                .because(said)
                .help("write catalog.collection.table"));
  }

  private Diagnostic unknown(TableRead read, String catalog) {
    Set<String> catalogs = settings.catalogs().keySet();
    Diagnostic fault =
        Diagnostic.error(Code.UNKNOWN_DEPOT, "unknown catalog `" + catalog + "`")
            .at(read.place())
            .because(
                catalogs.isEmpty()
                    ? "the settings define no catalogs"
                    : "the settings define " + String.join(", ", catalogs));
    return Suggestion.nearest(catalog, catalogs)
        .map(near -> fault.help("did you mean `" + near + "`?"))
        .orElse(fault.help("write catalog.namespace.table with a catalog of the settings"));
  }
}
