package io.flarepath.source;

import io.flarepath.connector.Formats;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.table.TableName;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tables that old workflows name by their folders: {@code warehouse/schema/table}. A depot is
 * found by the path it has in the settings, or by its catalog's warehouse; the longest one wins.
 */
final class TableFolders {

  private static final String WAREHOUSE = "warehouse";

  private final Settings settings;

  TableFolders(Settings settings) {
    this.settings = settings;
  }

  /** The table of a folder; empty where no depot has it. */
  Optional<TableName> table(String path) {
    String folder = folder(path);
    return settings.depots().values().stream()
        .flatMap(depot -> depot.asIceberg().stream())
        .flatMap(depot -> roots(depot).map(root -> new Root(root, depot.catalog())))
        .filter(root -> folder.startsWith(root.folder() + "/"))
        .sorted(Comparator.comparingInt((Root root) -> root.folder().length()).reversed())
        .flatMap(root -> root.table(folder).stream())
        .findFirst();
  }

  private record Root(String folder, String catalog) {

    /** The last folder is the table, those before it are its namespace. */
    Optional<TableName> table(String path) {
      List<String> steps =
          Arrays.stream(path.substring(folder.length()).split("/"))
              .filter(step -> !step.isEmpty())
              .toList();
      int last = steps.size() - 1;
      return last < 1 || Escapes.ofName(String.join(".", steps)).isPresent()
          ? Optional.empty()
          : Optional.of(new TableName(catalog, steps.subList(0, last), steps.get(last)));
    }
  }

  private Stream<String> roots(Depot.Iceberg depot) {
    Optional<String> warehouse =
        Optional.ofNullable(settings.catalogs().get(depot.catalog()))
            .map(CatalogSettings::properties)
            .flatMap(properties -> Optional.ofNullable(properties.get(WAREHOUSE)));
    return Stream.of(depot.path(), warehouse)
        .flatMap(Optional::stream)
        .filter(root -> !root.isBlank())
        .map(TableFolders::folder)
        .filter(root -> !root.isEmpty());
  }

  private static String folder(String path) {
    return Folder.of(new DataSource.Files(path, Formats.ICEBERG)).path();
  }
}
