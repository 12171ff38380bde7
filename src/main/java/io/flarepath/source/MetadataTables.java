package io.flarepath.source;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The metadata tables of an Iceberg table: {@code orders.snapshots}. */
final class MetadataTables {

  private static final Set<String> NAMES =
      Set.of(
          "entries",
          "files",
          "data_files",
          "delete_files",
          "history",
          "metadata_log_entries",
          "snapshots",
          "refs",
          "manifests",
          "partitions",
          "all_data_files",
          "all_delete_files",
          "all_files",
          "all_manifests",
          "all_entries",
          "position_deletes");

  private MetadataTables() {}

  /** The metadata table that a name ends with, if it has another part before it. */
  static Optional<String> of(String name) {
    int dot = name.lastIndexOf('.');
    String last = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot > 0 && NAMES.contains(last) ? Optional.of(last) : Optional.empty();
  }

  /** The name before its last part. */
  static String owner(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
