package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.Depot;
import io.flarepath.workflow.Format;
import io.flarepath.workflow.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns addresses of what is no file and no Iceberg table into options of the engine's readers. */
final class ConnectorSource {

  /** By these the user says himself what is read. */
  private static final List<String> CHOICES = List.of("dbtable", "query");

  private ConnectorSource() {}

  /** A table of a database. */
  static Optional<DataSource> in(
      Input input, Located<String> dataset, Address address, Depot.Jdbc depot, Problems problems) {
    String table = parts(address).collect(Collectors.joining("."));
    Map<String, String> options = new LinkedHashMap<>(depot.properties());
    options.put("url", depot.url());
    if (!chooses(input)) {
      if (table.isEmpty()) {
        problems.add(noTable(dataset, "`dataos://" + depot.name() + ":schema/table`"));
        return Optional.empty();
      }
      options.put("dbtable", table);
    }
    String what = chooses(input) ? "a query" : table;
    return Optional.of(
        new DataSource.Connector(Format.JDBC, what + " in " + depot.name(), options));
  }

  /** What a connector finds in a depot. */
  static Optional<DataSource> in(
      Input input,
      Located<String> dataset,
      Address address,
      Depot.Connector depot,
      Format format,
      Problems problems) {
    Map<String, String> options = new LinkedHashMap<>(depot.options());
    options.putAll(ConnectorOptions.of(format, address));
    String what = parts(address).collect(Collectors.joining("."));
    if (what.isEmpty() && input.options().isEmpty()) {
      problems.add(noTable(dataset, "`dataos://" + depot.name() + ":collection/dataset`"));
      return Optional.empty();
    }
    return Optional.of(new DataSource.Connector(format, what + " in " + depot.name(), options));
  }

  /** A database at its own address; the options say which table. */
  static Optional<DataSource> at(Input input, String url, Problems problems) {
    if (!chooses(input)) {
      problems.add(
          Diagnostic.error(Code.MISSING_KEY, "no table is named in this database")
              .at(input.place())
              .help("add `options.dbtable: schema.table`, or `options.query`"));
      return Optional.empty();
    }
    String what =
        Optional.ofNullable(input.options().get("dbtable")).map(Located::value).orElse("");
    return Optional.of(
        new DataSource.Connector(
            Format.JDBC, (what.isEmpty() ? "a query" : what) + " by JDBC", Map.of("url", url)));
  }

  /** Everything that the reader needs stands in the input's own options. */
  static Optional<DataSource> byOptions(
      Input input, String dataset, Format format, Problems problems) {
    Map<String, String> options = new LinkedHashMap<>();
    if (format == Format.JDBC) {
      if (!input.options().containsKey("url")) {
        problems.add(
            Diagnostic.error(Code.MISSING_KEY, "nothing says where this database is")
                .at(input.place())
                .help(
                    "map a depot of the kind `jdbc` in the settings: `dataos://depot:schema/table`")
                .help("or add `options.url` with the JDBC address"));
        return Optional.empty();
      }
      if (!chooses(input)) {
        options.put("dbtable", dataset);
      }
    }
    return Optional.of(
        new DataSource.Connector(format, "%s (%s)".formatted(dataset, format.word()), options));
  }

  private static boolean chooses(Input input) {
    Set<String> given = input.options().keySet();
    return CHOICES.stream().anyMatch(given::contains);
  }

  private static Stream<String> parts(Address address) {
    return Stream.concat(
        address.realCollection().stream(),
        Stream.of(address.dataset().split("/")).filter(part -> !part.isEmpty()));
  }

  private static Diagnostic noTable(Located<String> dataset, String form) {
    return Diagnostic.error(Code.BAD_ADDRESS, "`" + dataset.value() + "` names no table")
        .at(dataset.span())
        .help("write " + form);
  }
}
