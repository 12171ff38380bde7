package io.flarepath.settings.hocon;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.settings.Depot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the block {@code depots}. */
final class Depots {

  private final Collection<String> catalogs;

  /**
   * @param catalogs the names of the catalogs that depots may name
   */
  Depots(Collection<String> catalogs) {
    this.catalogs = List.copyOf(catalogs);
  }

  Map<String, Depot> read(Block depots) {
    Map<String, Depot> read = new LinkedHashMap<>();
    for (Block block : depots.blocks()) {
      depot(block).ifPresent(depot -> read.put(depot.name(), depot));
    }
    return read;
  }

  private Optional<Depot> depot(Block block) {
    return block
        .required(Keys.KIND)
        .flatMap(
            kind ->
                switch (kind) {
                  case "iceberg" -> iceberg(block);
                  case "files" -> files(block);
                  case "jdbc" -> jdbc(block);
                  default -> connector(block);
                });
  }

  private Optional<Depot> iceberg(Block block) {
    block.allowOnly(List.of(Keys.KIND.name(), Keys.CATALOG.name(), Keys.PATH.name()));
    Optional<String> catalog = block.required(Keys.CATALOG);
    catalog.filter(name -> !catalogs.contains(name)).ifPresent(name -> unknownCatalog(block, name));
    Optional<String> path = block.optional(Keys.PATH);
    return catalog.map(name -> new Depot.Iceberg(block.name(), name, path));
  }

  private void unknownCatalog(Block block, String name) {
    Diagnostic problem =
        Diagnostic.error(
            Code.UNKNOWN_CATALOG,
            "the depot `"
                + block.name()
                + "` names the catalog `"
                + name
                + "`, which is not defined in the settings");
    block
        .complaints()
        .add(
            problem.help(Suggestion.help(name, catalogs)),
            block.complaints().places().value(block.path(Keys.CATALOG.name())));
  }

  private static Optional<Depot> files(Block block) {
    block.allowOnly(List.of(Keys.KIND.name(), Keys.ROOT.name()));
    return block.required(Keys.ROOT).map(root -> new Depot.Files(block.name(), root));
  }

  private static Optional<Depot> jdbc(Block block) {
    List<Setting<String>> plain = List.of(Keys.USER, Keys.PASSWORD, Keys.DRIVER);
    List<String> known = new ArrayList<>(List.of(Keys.KIND.name(), Keys.URL.name()));
    plain.forEach(setting -> known.add(setting.name()));
    known.add(Keys.PROPERTIES);
    block.allowOnly(known);
    Map<String, String> properties = new LinkedHashMap<>();
    block.block(Keys.PROPERTIES).ifPresent(inner -> properties.putAll(inner.flat()));
    plain.forEach(
        setting ->
            block.optional(setting).ifPresent(value -> properties.put(setting.name(), value)));
    return block.required(Keys.URL).map(url -> new Depot.Jdbc(block.name(), url, properties));
  }

  private static Optional<Depot> connector(Block block) {
    block.allowOnly(List.of(Keys.KIND.name(), Keys.FORMAT.name(), Keys.OPTIONS));
    Map<String, String> options = new LinkedHashMap<>();
    block.block(Keys.OPTIONS).ifPresent(inner -> options.putAll(inner.flat()));
    return block
        .required(Keys.FORMAT)
        .map(format -> new Depot.Connector(block.name(), format, options));
  }
}
