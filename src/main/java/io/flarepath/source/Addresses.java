package io.flarepath.source;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.table.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns the addresses of a workflow into tables and paths, by the depots of the settings. */
public final class Addresses {

  private final Settings settings;
  private final Problems problems;

  public Addresses(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /**
   * The table of an address.
   *
   * @param name the table's name where the address stops at the collection
   */
  public Optional<TableName> table(Located<String> dataset, String name) {
    Optional<Address> address = address(dataset);
    if (address.isEmpty()) {
      if (!Address.looksLikeOne(dataset.value())) {
        problems.add(notATable(dataset, "`" + dataset.value() + "` is a path"));
      }
      return Optional.empty();
    }
    return depot(address.get(), dataset)
        .flatMap(
            depot -> {
              Optional<Depot.Iceberg> iceberg = depot.asIceberg();
              if (iceberg.isPresent()) {
                return tableName(address.get(), iceberg.get(), dataset, name);
              }
              problems.add(
                  notATable(
                      dataset,
                      "the depot `" + depot.name() + "` is of kind `" + depot.kind() + "`"));
              return Optional.empty();
            });
  }

  /** The table that a path names, if a depot of the settings has it. */
  Optional<TableName> tableAt(String path) {
    return new TableFolders(settings).table(path);
  }

  /** The parts of an address; empty for a plain path, and for one that is wrong. */
  Optional<Address> address(Located<String> dataset) {
    Optional<Address> address = Address.parse(dataset.value());
    if (address.isEmpty() && Address.looksLikeOne(dataset.value())) {
      problems.add(
          Diagnostic.error(
                  Code.BAD_ADDRESS, "`" + dataset.value() + "` is not an address of a dataset")
              .at(dataset.span())
              .because("an address is `dataos://depot:collection/dataset`"));
    }
    // A scheme such as s3a: or hdfs: is not a depot, unless the settings define it.
    return address.filter(
        found ->
            Address.looksLikeOne(dataset.value()) || settings.depots().containsKey(found.depot()));
  }

  /**
   * The depot of an address; empty when the settings have none of the name, and when the address
   * leaves it, which are problems.
   */
  Optional<Depot> depot(Address address, Located<String> dataset) {
    Optional<Depot> depot = Optional.ofNullable(settings.depots().get(address.depot()));
    if (depot.isEmpty()) {
      problems.add(unknownDepot(address, dataset));
    }
    return depot.filter(found -> isBelow(found, address, dataset));
  }

  private boolean isBelow(Depot depot, Address address, Located<String> dataset) {
    boolean isOfFolders = depot.asFiles().isPresent() || depot.asIceberg().isPresent();
    Optional<String> why = isOfFolders ? address.escape() : Optional.empty();
    why.map(said -> leaves(dataset, said))
        .map(
            problem ->
                problem
                    .because("whatever an address names is below the root of its depot")
                    .help(
                        "name the file or folder itself: `dataos://%s:collection/dataset`"
                            .formatted(depot.name()))
                    .help(
                        "for another place, define a depot in the settings, or write its path without a depot"))
        .ifPresent(problems::add);
    return why.isEmpty();
  }

  private static Diagnostic leaves(Located<String> dataset, String why) {
    return Diagnostic.error(
            Code.LEAVES_DEPOT, "`" + dataset.value() + "` may lead out of its depot")
        .at(dataset.span())
        .because(why);
  }

  private Diagnostic unknownDepot(Address address, Located<String> dataset) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.UNKNOWN_DEPOT, "unknown depot `" + address.depot() + "`")
            .at(dataset.span())
            .because(
                settings.depots().isEmpty()
                    ? "the settings define no depots"
                    : "the settings define these depots: "
                        + String.join(", ", settings.depots().keySet()));
    return Suggestion.nearest(address.depot(), settings.depots().keySet())
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElseGet(
            () ->
                diagnostic.help(
                    "define it in conf/flarepath.conf or a file given with --conf:"
                        + " `flarepath.depots."
                        + address.depot()
                        + " { kind = iceberg, catalog = … }` for tables, or `{ kind = files, root ="
                        + " … }` for files"));
  }

  /** The table of an address in a depot of tables. */
  Optional<TableName> tableName(
      Address address, Depot.Iceberg depot, Located<String> dataset, String name) {
    String table = address.dataset().isEmpty() ? name : address.dataset();
    if (address.realCollection().isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.BAD_ADDRESS, "`" + dataset.value() + "` has no collection for its table")
              .at(dataset.span())
              .because("a table's collection is its namespace in the catalog")
              .help("write `dataos://" + depot.name() + ":collection/" + table + "`"));
      return Optional.empty();
    }
    if (table.contains("/")) {
      problems.add(
          Diagnostic.error(Code.BAD_ADDRESS, "`" + table + "` is not the name of a table")
              .at(dataset.span())
              .because(
                  "in a depot of kind `iceberg`, the collection is followed by a single table"
                      + " name"));
      return Optional.empty();
    }
    Optional<String> escape = Escapes.ofName(address.realCollection().get() + "." + table);
    if (escape.isPresent()) {
      problems.add(
          leaves(dataset, escape.get())
              .help("write `dataos://" + depot.name() + ":collection/table`"));
      return Optional.empty();
    }
    List<String> namespace = Arrays.asList(address.realCollection().get().split("\\."));
    return Optional.of(new TableName(depot.catalog(), namespace, table));
  }

  static Diagnostic notATable(Located<String> dataset, String why) {
    return Diagnostic.error(Code.WRONG_DEPOT, "an Iceberg table is expected here")
        .at(dataset.span())
        .because(why)
        .help("write `dataos://depot:collection/table` with a depot of kind `iceberg`");
  }
}
