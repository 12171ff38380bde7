package io.flarepath.cli;

import io.flarepath.connector.RootCause;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SQLite catalogs: SQLite makes the file, and not the folder; and a command that only looks makes
 * neither.
 */
final class EmbeddedStorage {

  private static final String SQLITE = "jdbc:sqlite:";

  /** Lives as long as the process, and holds nothing. */
  private static final String EMPTY = SQLITE + "file:flarepath-empty-%s?mode=memory&cache=shared";

  private EmbeddedStorage() {}

  /** The settings for a command that only looks: a catalog whose file is not there is empty. */
  static Settings looking(Settings settings) {
    Map<String, CatalogSettings> catalogs = new LinkedHashMap<>(settings.catalogs());
    for (CatalogSettings catalog : newOnes(settings)) {
      Map<String, String> properties = new LinkedHashMap<>(catalog.properties());
      properties.put("uri", EMPTY.formatted(catalog.name()));
      catalogs.put(catalog.name(), new CatalogSettings(catalog.name(), properties));
    }
    return new Settings(
        settings.depots(), catalogs, settings.spark(), settings.run(), settings.places());
  }

  /** The catalogs whose file does not exist yet. */
  static List<CatalogSettings> newOnes(Settings settings) {
    return settings.catalogs().values().stream()
        .filter(catalog -> file(catalog).filter(Files::notExists).isPresent())
        .toList();
  }

  static void prepare(Settings settings) {
    for (CatalogSettings catalog : settings.catalogs().values()) {
      file(catalog).ifPresent(file -> prepare(catalog, file));
    }
  }

  /** The file of a SQLite catalog; empty for another one, and for one in memory. */
  private static Optional<Path> file(CatalogSettings catalog) {
    String uri = catalog.properties().getOrDefault("uri", "");
    if (!uri.startsWith(SQLITE) || uri.startsWith(SQLITE + ":") || uri.contains("mode=memory")) {
      return Optional.empty();
    }
    String file = uri.substring(SQLITE.length()).replaceFirst("^file:", "");
    return Optional.of(Path.of(file.split("\\?", 2)[0]));
  }

  private static void prepare(CatalogSettings catalog, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new FlarepathException(
          RootCause.of(e)
              .explain(
                  Diagnostic.error(
                      Code.CATALOG_FAILED,
                      "the folder of the catalog `%s` cannot be created: %s"
                          .formatted(catalog.name(), folder)))
              .help("check `flarepath.catalogs." + catalog.name() + ".uri`"),
          e);
    }
  }
}
