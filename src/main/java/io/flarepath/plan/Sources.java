package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import io.flarepath.workflow.Format;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Input.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds out where an input's rows are, by the depots of the settings. */
final class Sources {

  private final Addresses addresses;
  private final QueryTables queries;
  private final Problems problems;

  Sources(Addresses addresses, QueryTables queries, Problems problems) {
    this.addresses = addresses;
    this.queries = queries;
    this.problems = problems;
  }

  /** Where an input's rows are; empty when that is a problem. */
  Optional<DataSource> of(Input input) {
    if (input.origin() instanceof Origin.Query query) {
      return queries.read(query.sql());
    }
    Located<String> dataset = ((Origin.Dataset) input.origin()).address();
    Optional<Address> address = addresses.address(dataset);
    if (address.isEmpty()) {
      return Address.looksLikeOne(dataset.value())
          ? Optional.empty()
          : plain(input, dataset.value());
    }
    return addresses
        .depot(address.get(), dataset)
        .flatMap(depot -> inDepot(input, dataset, address.get(), depot));
  }

  private Optional<DataSource> inDepot(
      Input input, Located<String> dataset, Address address, Depot depot) {
    if (depot instanceof Depot.Iceberg iceberg) {
      return fits(input, depot, Format.ICEBERG)
          ? table(input, dataset, address, iceberg)
          : Optional.empty();
    }
    if (depot instanceof Depot.Files files) {
      return files(input, dataset, path(files, address));
    }
    if (depot instanceof Depot.Jdbc jdbc) {
      return fits(input, depot, Format.JDBC)
          ? ConnectorSource.in(input, dataset, address, jdbc, problems)
          : Optional.empty();
    }
    Depot.Connector connector = (Depot.Connector) depot;
    Optional<Format> format =
        Format.named(connector.format()).filter(named -> named.place() == Format.Place.OPTIONS);
    if (format.isEmpty()) {
      problems.add(noConnector(dataset, connector));
      return Optional.empty();
    }
    return fits(input, depot, format.get())
        ? ConnectorSource.in(input, dataset, address, connector, format.get(), problems)
        : Optional.empty();
  }

  private Optional<DataSource> table(
      Input input, Located<String> dataset, Address address, Depot.Iceberg depot) {
    Optional<String> metadata = MetadataTables.of(address.dataset());
    Address owner =
        metadata.isEmpty() ? address : address.withDataset(MetadataTables.owner(address.dataset()));
    return addresses
        .tableName(owner, depot, dataset, input.name().value())
        .map(name -> new DataSource.Table(name, metadata));
  }

  private boolean fits(Input input, Depot depot, Format holds) {
    Optional<Located<Format>> other = input.format().filter(format -> format.value() != holds);
    other.ifPresent(
        format ->
            problems.add(
                Diagnostic.error(
                        Code.WRONG_DEPOT,
                        "the depot `%s` is for %s, not for %s"
                            .formatted(depot.name(), holds.word(), format.value().word()))
                    .at(format.span())
                    .help("leave `format` out, or use a depot of another kind")));
    return other.isEmpty();
  }

  private Optional<DataSource> plain(Input input, String dataset) {
    Located<String> place = new Located<>(dataset, input.place());
    Optional<Format> format = input.format().map(Located::value);
    if (dataset.startsWith("jdbc:")) {
      return ConnectorSource.at(input, dataset, problems);
    }
    if (format.filter(given -> given.place() != Format.Place.PATH).isPresent()) {
      return ConnectorSource.byOptions(input, dataset, format.get(), problems);
    }
    if (format.filter(given -> given == Format.ICEBERG).isPresent() && !dataset.contains("/")) {
      problems.add(Addresses.notATable(place, "`" + dataset + "` is a path"));
      return Optional.empty();
    }
    return files(input, place, dataset);
  }

  private Optional<DataSource> files(Input input, Located<String> dataset, String path) {
    Optional<Format> format = input.format().map(Located::value).or(() -> byEnding(path));
    if (format.isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.MISSING_KEY, "the input `" + input.name().value() + "` needs a `format`")
              .at(dataset.span())
              .because("its files do not tell by their name how they are stored")
              .help("add `format: parquet` (or csv, json, orc, avro, text, xml, …)"));
      return Optional.empty();
    }
    if (format.get().place() != Format.Place.PATH) {
      problems.add(
          Diagnostic.error(
                  Code.WRONG_DEPOT, "`" + format.get().word() + "` is not a format of files")
              .at(input.format().map(Located::span).orElse(dataset.span()))
              .because("`" + dataset.value() + "` is in a depot of the kind `files`")
              .help(
                  "map the depot in the settings with `kind = %s`"
                      .formatted(format.get() == Format.JDBC ? "jdbc" : "connector")));
      return Optional.empty();
    }
    return Optional.of(new DataSource.Files(path, format.get()));
  }

  private static Diagnostic noConnector(Located<String> dataset, Depot.Connector depot) {
    List<String> connectors =
        Arrays.stream(Format.values())
            .filter(format -> format.place() == Format.Place.OPTIONS)
            .map(Format::word)
            .toList();
    return Diagnostic.error(
            Code.BAD_SETTING,
            "the depot `%s` has the format `%s`, and that is no connector"
                .formatted(depot.name(), depot.format()))
        .at(dataset.span())
        .help(Suggestion.help(depot.format(), connectors));
  }

  private static String path(Depot.Files depot, Address address) {
    String root = depot.root().replaceAll("/+$", "");
    String collection = address.realCollection().map(name -> "/" + name).orElse("");
    String dataset = address.dataset().isEmpty() ? "" : "/" + address.dataset();
    return root + collection + dataset;
  }

  /** Where a file of a depot is; empty where the address is of no file, which is a problem. */
  Optional<String> file(Located<String> dataset) {
    Optional<Address> address = addresses.address(dataset);
    Optional<Depot> depot = address.flatMap(found -> addresses.depot(found, dataset));
    if (depot.isPresent() && !(depot.get() instanceof Depot.Files)) {
      problems.add(
          Diagnostic.error(Code.WRONG_DEPOT, "a file is expected here")
              .at(dataset.span())
              .because(
                  "the depot `%s` is of the kind `%s`"
                      .formatted(depot.get().name(), depot.get().kind()))
              .help("use a depot of the kind `files`, or a path"));
      return Optional.empty();
    }
    return depot.map(files -> path((Depot.Files) files, address.orElseThrow()));
  }

  private static Optional<Format> byEnding(String path) {
    List<Format> telling =
        List.of(Format.PARQUET, Format.CSV, Format.JSON, Format.ORC, Format.AVRO, Format.XML);
    String bare = path.replaceAll("\\.(gz|bz2|zst|snappy|lz4|deflate)$", "");
    String ending = bare.substring(bare.lastIndexOf('.') + 1);
    return ending.equalsIgnoreCase("txt")
        ? Optional.of(Format.TEXT)
        : telling.stream().filter(format -> format.word().equalsIgnoreCase(ending)).findFirst();
  }
}
