package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out where rows are, or go, by the depots of the settings. */
public final class Sources {

  /** A table as SQL names it. */
  private static final Pattern TABLE = Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)");

  private final Addresses addresses;
  private final QueryTables queries;
  private final Problems problems;

  public Sources(Addresses addresses, QueryTables queries, Problems problems) {
    this.addresses = addresses;
    this.queries = queries;
    this.problems = problems;
  }

  /** Where an input's rows are; empty when that is a problem. */
  public Optional<DataSource> of(Input input) {
    return input
        .origin()
        .match(dataset -> of(Dataset.of(input, dataset)), query -> queries.read(query.sql()));
  }

  /** Where an output's rows go; empty when that is a problem. */
  public Optional<DataSource> of(Output output) {
    Dataset dataset = Dataset.of(output);
    return of(dataset).filter(target -> Writable.check(dataset, target, output, problems));
  }

  private Optional<DataSource> of(Dataset dataset) {
    Optional<Address> address = addresses.address(dataset.address());
    if (address.isEmpty()) {
      return Address.looksLikeOne(dataset.text()) ? Optional.empty() : plain(dataset);
    }
    return addresses
        .depot(address.get(), dataset.address())
        .flatMap(depot -> inDepot(dataset, address.get(), depot));
  }

  private Optional<DataSource> inDepot(Dataset dataset, Address address, Depot depot) {
    return depot.match(
        iceberg ->
            fits(dataset, iceberg, Formats.ICEBERG)
                ? table(dataset, address, iceberg)
                : Optional.empty(),
        files -> inFolder(dataset, address, files),
        jdbc ->
            fits(dataset, jdbc, database(dataset))
                ? ConnectorSource.in(dataset, address, jdbc, problems)
                : Optional.empty(),
        connector -> connector(dataset, address, connector));
  }

  /** A statement for each row goes to a database, too. */
  private static Format database(Dataset dataset) {
    return dataset
        .format()
        .map(Located::value)
        .filter(Formats.JDBC_QUERY::equals)
        .orElse(Formats.JDBC);
  }

  private Optional<DataSource> connector(
      Dataset dataset, Address address, Depot.Connector connector) {
    Optional<Format> format =
        Formats.named(connector.format()).filter(named -> named.place() == Format.Place.OPTIONS);
    if (format.isEmpty()) {
      problems.add(noConnector(dataset, connector));
      return Optional.empty();
    }
    return fits(dataset, connector, format.get())
        ? ConnectorSource.in(dataset, address, connector, format.get(), problems)
        : Optional.empty();
  }

  private Optional<DataSource> table(Dataset dataset, Address address, Depot.Iceberg depot) {
    Optional<String> metadata =
        dataset.use() == Dataset.Use.READ ? MetadataTables.of(address.dataset()) : Optional.empty();
    Address owner =
        metadata.isEmpty() ? address : address.withDataset(MetadataTables.owner(address.dataset()));
    return addresses
        .tableName(owner, depot, dataset.address(), dataset.view())
        .map(name -> target(dataset, new DataSource.Table(name, metadata)));
  }

  /** The table; or, where an output names one, a branch of it, which is like a sink. */
  private static DataSource target(Dataset dataset, DataSource.Table table) {
    Optional<Located<String>> branch =
        Optional.ofNullable(dataset.options().get(Branches.OPTION))
            .filter(name -> dataset.use() == Dataset.Use.WRITE && !Branches.isMain(name.value()));
    return branch.isPresent() ? Branches.of(table, branch.get().value()) : table;
  }

  private boolean fits(Dataset dataset, Depot depot, Format holds) {
    Optional<Located<Format>> other =
        dataset.format().filter(format -> !format.value().equals(holds));
    if (holds.equals(Formats.ICEBERG)
        && other.filter(format -> format.value().place() == Format.Place.PATH).isPresent()) {
      // Old workflows name the format of the table's files here.
      problems.add(
          Diagnostic.warning(
                  Code.WRONG_DEPOT,
                  "`format: %s` has no effect: the depot `%s` contains Iceberg tables"
                      .formatted(other.get().value().word(), depot.name()))
              .at(other.get().span())
              .help(
                  "remove `format`; the format of a table's files is set by its property"
                      + " `write.format.default`"));
      return true;
    }
    other.ifPresent(
        format ->
            problems.add(
                Diagnostic.error(
                        Code.WRONG_DEPOT,
                        "the depot `%s` is for %s, not for %s"
                            .formatted(depot.name(), holds.word(), format.value().word()))
                    .at(format.span())
                    .help("remove `format`, or use a depot of another kind")));
    return other.isEmpty();
  }

  private Optional<DataSource> plain(Dataset dataset) {
    Optional<Format> format = dataset.format().map(Located::value);
    if (dataset.text().startsWith("jdbc:")) {
      return ConnectorSource.at(dataset, problems);
    }
    if (format.filter(given -> given.place() != Format.Place.PATH).isPresent()) {
      return ConnectorSource.byOptions(dataset, format.get(), problems);
    }
    if (format.filter(Formats.ICEBERG::equals).isPresent() && !dataset.text().contains("/")) {
      problems.add(Addresses.notATable(dataset.address(), "`" + dataset.text() + "` is a path"));
      return Optional.empty();
    }
    return files(dataset, dataset.text(), Optional.empty());
  }

  private Optional<DataSource> files(Dataset dataset, String path, Optional<String> root) {
    Optional<Format> format = dataset.format().map(Located::value).or(() -> byEnding(path));
    if (format.isEmpty()) {
      problems.add(noFormat(dataset));
      return Optional.empty();
    }
    if (format.get().place() != Format.Place.PATH) {
      problems.add(
          Diagnostic.error(Code.WRONG_DEPOT, "`" + format.get().word() + "` is not a file format")
              .at(dataset.format().map(Located::span).orElse(dataset.place()))
              .because("`" + dataset.text() + "` is in a depot of kind `files`")
              .help(
                  "define the depot in the settings with `kind = %s`"
                      .formatted(format.get().equals(Formats.JDBC) ? "jdbc" : "connector")));
      return Optional.empty();
    }
    Optional<TableName> table =
        format.get().equals(Formats.ICEBERG) ? addresses.tableAt(path) : Optional.empty();
    return Optional.of(
        table
            .map(name -> target(dataset, new DataSource.Table(name)))
            .orElseGet(() -> new DataSource.Files(path, format.get(), root)));
  }

  /** An output whose address stops at the collection or the depot has a folder of its own below. */
  private Optional<DataSource> inFolder(Dataset dataset, Address address, Depot.Files depot) {
    String path = address.below(depot.root());
    Optional<String> root = Optional.of(depot.root());
    if (dataset.use() == Dataset.Use.READ) {
      return files(dataset, path, root);
    }
    return files(dataset, address.dataset().isEmpty() ? path + "/" + dataset.view() : path, root);
  }

  private static Diagnostic noFormat(Dataset dataset) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.MISSING_KEY,
                "the %s `%s` needs a `format`".formatted(dataset.use().word(), dataset.view()))
            .at(dataset.place())
            .because("the format cannot be inferred from the file name");
    Matcher name = TABLE.matcher(dataset.text());
    if (name.matches()) {
      return diagnostic.help(
          "did you mean the table `dataos://%s:%s/%s`?"
              .formatted(name.group(1), name.group(2), name.group(3)));
    }
    diagnostic = diagnostic.help("add `format: parquet` (or csv, json, orc, avro, text, xml, …)");
    return dataset.use() == Dataset.Use.READ
        ? diagnostic
        : diagnostic.help(
            "or, for an Iceberg table, write `dataos://depot:collection/table` with a depot of"
                + " kind `iceberg`");
  }

  private static Diagnostic noConnector(Dataset dataset, Depot.Connector depot) {
    List<String> connectors = Formats.connectors().stream().map(Format::word).toList();
    return Diagnostic.error(
            Code.BAD_SETTING,
            "the depot `%s` has the format `%s`, which is not a connector"
                .formatted(depot.name(), depot.format()))
        .at(dataset.place())
        .help(Suggestion.help(depot.format(), connectors));
  }

  /**
   * The depot of an address; empty for a plain path, and for an address that is wrong, which is a
   * problem.
   */
  public Optional<Depot> depot(Located<String> dataset) {
    return addresses.address(dataset).flatMap(found -> addresses.depot(found, dataset));
  }

  /** Where a file of a depot is; empty where the address is of no file, which is a problem. */
  public Optional<DepotPath> file(Located<String> dataset) {
    Optional<Address> address = addresses.address(dataset);
    Optional<Depot> depot = address.flatMap(found -> addresses.depot(found, dataset));
    Optional<Depot.Files> files = depot.flatMap(Depot::asFiles);
    if (depot.isPresent() && files.isEmpty()) {
      problems.add(
          Diagnostic.error(Code.WRONG_DEPOT, "a file is expected here")
              .at(dataset.span())
              .because(
                  "the depot `%s` is of kind `%s`"
                      .formatted(depot.get().name(), depot.get().kind()))
              .help("use a depot of kind `files`, or a path"));
      return Optional.empty();
    }
    return files.map(
        found ->
            new DepotPath(address.orElseThrow().below(found.root()), Optional.of(found.root())));
  }

  private static Optional<Format> byEnding(String path) {
    List<Format> telling =
        List.of(Formats.PARQUET, Formats.CSV, Formats.JSON, Formats.ORC, Formats.AVRO, Formats.XML);
    String bare = path.replaceAll("\\.(gz|bz2|zst|snappy|lz4|deflate)$", "");
    String ending = bare.substring(bare.lastIndexOf('.') + 1);
    return ending.equalsIgnoreCase("txt")
        ? Optional.of(Formats.TEXT)
        : telling.stream().filter(format -> format.word().equalsIgnoreCase(ending)).findFirst();
  }
}
