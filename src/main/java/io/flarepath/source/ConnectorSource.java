package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.Depot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns addresses of anything but files and Iceberg tables into options of the engine. */
final class ConnectorSource {

  private ConnectorSource() {}

  /** A table of a database. */
  static Optional<DataSource> in(
      Dataset dataset, Address address, Depot.Jdbc depot, Problems problems) {
    String table = parts(address).collect(Collectors.joining("."));
    Map<String, String> options = new LinkedHashMap<>(depot.properties());
    options.put("url", depot.url());
    if (!dataset.chooses()) {
      if (table.isEmpty()) {
        problems.add(noTable(dataset, "`dataos://" + depot.name() + ":schema/table`"));
        return Optional.empty();
      }
      options.put("dbtable", table);
    }
    Format format =
        dataset.use() == Dataset.Use.WRITE
            ? dataset.format().map(Located::value).orElse(Formats.JDBC)
            : Formats.JDBC;
    return Optional.of(
        new DataSource.Connector(
            format,
            (dataset.chooses() ? chosen(dataset) : table) + " in " + depot.name(),
            options));
  }

  /** What a connector finds in a depot. */
  static Optional<DataSource> in(
      Dataset dataset, Address address, Depot.Connector depot, Format format, Problems problems) {
    Map<String, String> options = new LinkedHashMap<>(depot.options());
    options.putAll(dataset.addressOptions(format, address));
    String what = parts(address).collect(Collectors.joining("."));
    if (what.isEmpty() && dataset.options().isEmpty()) {
      problems.add(noTable(dataset, "`dataos://" + depot.name() + ":collection/dataset`"));
      return Optional.empty();
    }
    return Optional.of(new DataSource.Connector(format, what + " in " + depot.name(), options));
  }

  /** A database at its own address; the options say which table. */
  static Optional<DataSource> at(Dataset dataset, Problems problems) {
    if (!dataset.chooses()) {
      String key = dataset.use().options();
      problems.add(
          Diagnostic.error(
                  Code.MISSING_KEY, "the address does not say which table of the database to use")
              .at(dataset.place())
              .help(
                  "add `%s.dbtable: schema.table`".formatted(key)
                      + (dataset.use() == Dataset.Use.READ ? ", or `options.query`" : "")));
      return Optional.empty();
    }
    return Optional.of(
        new DataSource.Connector(
            Formats.JDBC, chosen(dataset) + " by JDBC", Map.of("url", dataset.text())));
  }

  /** Everything that the engine needs is in the workflow's own options. */
  static Optional<DataSource> byOptions(Dataset dataset, Format format, Problems problems) {
    Map<String, String> options = new LinkedHashMap<>();
    if (format.place() == Format.Place.TABLE) {
      if (!dataset.options().containsKey("url")) {
        problems.add(
            Diagnostic.error(Code.MISSING_KEY, "the address of this database is missing")
                .at(dataset.place())
                .help(
                    "define a depot of kind `jdbc` in the settings: `dataos://depot:schema/table`")
                .help("or add `%s.url` with the JDBC address".formatted(dataset.use().options())));
        return Optional.empty();
      }
      if (!dataset.chooses()) {
        options.put("dbtable", dataset.text());
      }
    }
    return Optional.of(
        new DataSource.Connector(
            format, "%s (%s)".formatted(dataset.text(), format.word()), options));
  }

  private static String chosen(Dataset dataset) {
    return Optional.ofNullable(dataset.options().get("dbtable"))
        .map(Located::value)
        .orElse("a query");
  }

  private static Stream<String> parts(Address address) {
    return Stream.concat(
        address.realCollection().stream(),
        Stream.of(address.dataset().split("/")).filter(part -> !part.isEmpty()));
  }

  private static Diagnostic noTable(Dataset dataset, String form) {
    return Diagnostic.error(Code.BAD_ADDRESS, "`" + dataset.text() + "` does not name a table")
        .at(dataset.place())
        .help("write " + form);
  }
}
