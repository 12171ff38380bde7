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

/** Makes the folder of a SQLite catalog's file: SQLite makes the file, and not the folder. */
final class EmbeddedStorage {

  private static final String SQLITE = "jdbc:sqlite:";

  private EmbeddedStorage() {}

  static void prepare(Settings settings) {
    for (CatalogSettings catalog : settings.catalogs().values()) {
      String uri = catalog.properties().getOrDefault("uri", "");
      if (uri.startsWith(SQLITE) && !uri.startsWith(SQLITE + ":")) {
        String file = uri.substring(SQLITE.length()).replaceFirst("^file:", "");
        prepare(catalog, Path.of(file.split("\\?", 2)[0]));
      }
    }
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
