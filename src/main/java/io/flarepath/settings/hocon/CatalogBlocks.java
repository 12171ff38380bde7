package io.flarepath.settings.hocon;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.settings.CatalogSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the block {@code catalogs}: any properties that Iceberg knows, and a few that it needs. */
final class CatalogBlocks {

  private static final String IMPLEMENTATION = "catalog-impl";

  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "jdbc", List.of("uri", "warehouse"),
          "rest", List.of("uri"),
          "hadoop", List.of("warehouse"),
          "nessie", List.of("uri", "warehouse"));

  private CatalogBlocks() {}

  static Map<String, CatalogSettings> read(Block catalogs) {
    Map<String, CatalogSettings> read = new LinkedHashMap<>();
    for (Block block : catalogs.blocks()) {
      check(block);
      read.put(block.name(), new CatalogSettings(block.name(), block.flat()));
    }
    return read;
  }

  private static void check(Block block) {
    if (block.has(IMPLEMENTATION)) {
      return;
    }
    if (!block.has(Keys.TYPE.name())) {
      block
          .complaints()
          .missing(
              block.path(),
              Keys.TYPE.name(),
              "set it to one of Iceberg's catalog types: "
                  + String.join(", ", Keys.CATALOG_TYPES)
                  + "; or name your own catalog class with `"
                  + IMPLEMENTATION
                  + "`");
      return;
    }
    Optional<String> type = block.optional(Keys.TYPE);
    type.ifPresent(
        known -> NEEDED.getOrDefault(known, List.of()).forEach(n -> need(block, known, n)));
    type.filter("hadoop"::equals).ifPresent(hadoop -> warn(block));
  }

  private static void need(Block block, String type, String name) {
    if (!block.has(name)) {
      block.complaints().missing(block.path(), name, "a catalog of type " + type + " needs it");
    }
  }

  private static void warn(Block block) {
    Diagnostic warning =
        Diagnostic.warning(
                Code.UNSAFE_CATALOG,
                "the catalog `" + block.name() + "` can lose commits that it has acknowledged")
            .because(
                "a catalog of type hadoop has no lock: when two processes write to one table at"
                    + " the same time, one of the two commits can vanish")
            .help("use jdbc, rest, hive or glue for tables that more than one process writes to");
    block
        .complaints()
        .add(warning, block.complaints().places().value(block.path(Keys.TYPE.name())));
  }
}
