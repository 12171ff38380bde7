package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says of what does not exist where it was looked for: by which address of a catalog, and from
 * which folder. Started elsewhere, for example by cron, a relative address leads elsewhere.
 */
record Whereabouts(Settings settings) {

  private static final String SPARKS = "TABLE_OR_VIEW_NOT_FOUND";

  /** The diagnostic, with the place where it was looked for, if it says that nothing is there. */
  Diagnostic complete(Diagnostic said) {
    boolean isTable =
        said.code() == Code.TABLE_MISSING
            || said.notes().stream().anyMatch(note -> note.contains(SPARKS));
    if (said.code() == Code.PATH_MISSING) {
      return said.because(workingDirectory());
    }
    if (!isTable) {
      return said;
    }
    Diagnostic complete = said;
    for (CatalogSettings catalog : settings.catalogs().values()) {
      if (names(said, catalog.name())) {
        complete = complete.because(address(catalog));
      }
    }
    return complete.because(workingDirectory());
  }

  /** Which catalogs have no file yet, and so no tables. */
  List<String> newCatalogs() {
    List<String> said = new ArrayList<>();
    for (CatalogSettings catalog : EmbeddedStorage.newOnes(settings)) {
      said.add(
          address(catalog) + ", which does not exist yet: the catalog is new and has no tables");
    }
    if (!said.isEmpty()) {
      said.add(workingDirectory());
    }
    return said;
  }

  private static boolean names(Diagnostic said, String catalog) {
    return Stream.concat(Stream.of(said.message()), said.notes().stream())
        .anyMatch(text -> text.contains(catalog + ".") || text.contains("`" + catalog + "`."));
  }

  private static String address(CatalogSettings catalog) {
    String uri = catalog.properties().getOrDefault("uri", "");
    String warehouse = catalog.properties().getOrDefault("warehouse", "");
    String type = catalog.properties().getOrDefault("type", "");
    String at = uri.isEmpty() ? warehouse : uri;
    return "the catalog `%s` is %s".formatted(catalog.name(), at.isEmpty() ? type : at);
  }

  private static String workingDirectory() {
    return "the working directory is " + Path.of("").toAbsolutePath();
  }
}
