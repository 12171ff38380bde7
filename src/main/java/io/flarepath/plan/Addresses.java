package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.workflow.Format;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Output;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns the addresses of a workflow into tables and paths, by the depots of the settings. */
final class Addresses {

  private final Settings settings;
  private final Problems problems;

  Addresses(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** Where an input's rows are; empty when that is a problem. */
  Optional<DataSource> source(Input input) {
    Located<String> dataset = input.dataset();
    Optional<Address> address = address(dataset);
    if (address.isEmpty()) {
      return Address.looksLikeOne(dataset.value())
          ? Optional.empty()
          : plainPath(input, dataset.value());
    }
    return depot(address.get(), dataset).flatMap(depot -> source(input, address.get(), depot));
  }

  /** The table that an output goes to; empty when that is a problem. */
  Optional<TableName> target(Output output) {
    Optional<Format> format = output.format().map(Located::value);
    if (format.isPresent() && format.get() != Format.ICEBERG) {
      problems.add(
          Diagnostic.error(
                  Code.NOT_SUPPORTED,
                  "outputs of the format `" + format.get().word() + "` are not supported yet")
              .at(output.format().get().span())
              .help("write to an Iceberg table"));
      return Optional.empty();
    }
    return table(output.dataset(), output.name().value());
  }

  /**
   * The table of an address.
   *
   * @param name the table's name where the address stops at the collection
   */
  Optional<TableName> table(Located<String> dataset, String name) {
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
              if (depot instanceof Depot.Iceberg iceberg) {
                return tableName(address.get(), iceberg, dataset, name);
              }
              problems.add(
                  notATable(
                      dataset,
                      "the depot `" + depot.name() + "` is of the kind `" + depot.kind() + "`"));
              return Optional.empty();
            });
  }

  private Optional<DataSource> source(Input input, Address address, Depot depot) {
    if (depot instanceof Depot.Iceberg iceberg) {
      Optional<Located<Format>> other =
          input.format().filter(format -> format.value() != Format.ICEBERG);
      if (other.isPresent()) {
        problems.add(
            Diagnostic.error(
                    Code.WRONG_DEPOT,
                    "the depot `"
                        + depot.name()
                        + "` holds Iceberg tables, not "
                        + other.get().value().word())
                .at(other.get().span())
                .help("leave `format` out, or use a depot of the kind `files`"));
        return Optional.empty();
      }
      return tableName(address, iceberg, input.dataset(), input.name().value())
          .map(DataSource.Table::new);
    }
    if (depot instanceof Depot.Files files) {
      return files(input, path(files, address));
    }
    problems.add(
        Diagnostic.error(
                Code.NOT_SUPPORTED,
                "reading from depots of the kind `" + depot.kind() + "` is not supported yet")
            .at(input.dataset().span())
            .help("use a depot of the kind `iceberg` or `files`"));
    return Optional.empty();
  }

  private Optional<DataSource> plainPath(Input input, String path) {
    if (input.format().filter(format -> format.value() == Format.ICEBERG).isPresent()) {
      problems.add(notATable(input.dataset(), "`" + path + "` is a path"));
      return Optional.empty();
    }
    return files(input, path);
  }

  private Optional<DataSource> files(Input input, String path) {
    Optional<Format> format = input.format().map(Located::value).or(() -> byEnding(path));
    if (format.isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.MISSING_KEY, "the input `" + input.name().value() + "` needs a `format`")
              .at(input.dataset().span())
              .because("its files do not tell by their name how they are stored")
              .help("add `format: parquet` (or csv, json, orc)"));
      return Optional.empty();
    }
    if (format.get() == Format.ICEBERG) {
      problems.add(notATable(input.dataset(), "`" + path + "` is a path"));
      return Optional.empty();
    }
    return Optional.of(new DataSource.Files(path, format.get()));
  }

  private Optional<Address> address(Located<String> dataset) {
    Optional<Address> address = Address.parse(dataset.value());
    if (address.isEmpty() && Address.looksLikeOne(dataset.value())) {
      problems.add(
          Diagnostic.error(
                  Code.BAD_ADDRESS, "`" + dataset.value() + "` is not an address of a dataset")
              .at(dataset.span())
              .because("an address is `dataos://depot:collection/dataset`"));
    }
    // A scheme such as s3a: or hdfs: is no depot, unless the settings say so.
    return address.filter(
        found ->
            Address.looksLikeOne(dataset.value()) || settings.depots().containsKey(found.depot()));
  }

  private Optional<Depot> depot(Address address, Located<String> dataset) {
    Optional<Depot> depot = Optional.ofNullable(settings.depots().get(address.depot()));
    if (depot.isEmpty()) {
      problems.add(unknownDepot(address, dataset));
    }
    return depot;
  }

  private Diagnostic unknownDepot(Address address, Located<String> dataset) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.UNKNOWN_DEPOT, "no depot is called `" + address.depot() + "`")
            .at(dataset.span())
            .because(
                settings.depots().isEmpty()
                    ? "the settings name no depot"
                    : "the settings name these depots: "
                        + String.join(", ", settings.depots().keySet()));
    return Suggestion.nearest(address.depot(), settings.depots().keySet())
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElseGet(
            () ->
                diagnostic.help(
                    "map it in a settings file: `flarepath.depots."
                        + address.depot()
                        + " { kind = iceberg, catalog = … }`"));
  }

  private Optional<TableName> tableName(
      Address address, Depot.Iceberg depot, Located<String> dataset, String name) {
    String table = address.dataset().isEmpty() ? name : address.dataset();
    if (address.realCollection().isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.BAD_ADDRESS, "`" + dataset.value() + "` names no collection for its table")
              .at(dataset.span())
              .because("a table's collection is its namespace in the catalog")
              .help("write `dataos://" + depot.name() + ":collection/" + table + "`"));
      return Optional.empty();
    }
    if (table.contains("/")) {
      problems.add(
          Diagnostic.error(Code.BAD_ADDRESS, "`" + table + "` is not the name of a table")
              .at(dataset.span())
              .because("in a depot of the kind `iceberg` the collection is followed by one name"));
      return Optional.empty();
    }
    List<String> namespace = Arrays.asList(address.realCollection().get().split("\\."));
    return Optional.of(new TableName(depot.catalog(), namespace, table));
  }

  private static String path(Depot.Files depot, Address address) {
    String root = depot.root().replaceAll("/+$", "");
    String collection = address.realCollection().map(name -> "/" + name).orElse("");
    String dataset = address.dataset().isEmpty() ? "" : "/" + address.dataset();
    return root + collection + dataset;
  }

  private static Optional<Format> byEnding(String path) {
    String bare = path.replaceAll("\\.(gz|bz2|zst|snappy|lz4)$", "");
    String ending = bare.substring(bare.lastIndexOf('.') + 1);
    return Arrays.stream(Format.values())
        .filter(format -> format != Format.ICEBERG && format.word().equalsIgnoreCase(ending))
        .findFirst();
  }

  private static Diagnostic notATable(Located<String> dataset, String why) {
    return Diagnostic.error(Code.WRONG_DEPOT, "an Iceberg table is expected here")
        .at(dataset.span())
        .because(why)
        .help("write `dataos://depot:collection/table` with a depot of the kind `iceberg`");
  }
}
