package io.flarepath.plan;

import io.flarepath.settings.CatalogSettings;
import java.util.Optional;
import java.util.Set;

/** The folder in which a catalog keeps its tables. */
public final class Warehouse {

  /** Catalogs that may know their warehouse by a name, which is not a folder. */
  private static final Set<String> BY_NAME = Set.of("rest", "");

  private Warehouse() {}

  /**
   * The folder, without a slash at its end; relative ones are relative to the working directory.
   * Empty where the settings name none.
   */
  public static Optional<String> of(CatalogSettings catalog) {
    String type = catalog.properties().getOrDefault("type", "");
    return Optional.ofNullable(catalog.properties().get("warehouse"))
        .filter(warehouse -> !warehouse.isBlank())
        .filter(warehouse -> warehouse.contains("/") || !BY_NAME.contains(type))
        .map(warehouse -> warehouse.replaceAll("/+$", ""));
  }
}
