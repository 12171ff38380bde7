package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One field of a {@code partitionSpec}.
 *
 * @param column the source column
 * @param name the partition field's name; without one, Iceberg's usual one. It must differ from the
 *     table's columns
 * @param size the number of buckets, or the width; only for those two transforms
 */
public record PartitionField(
    Located<Transform> transform,
    Located<String> column,
    Optional<Located<String>> name,
    OptionalInt size) {

  /** Iceberg's partition transforms. */
  public enum Transform {
    IDENTITY,
    YEAR,
    MONTH,
    DAY,
    HOUR,
    BUCKET,
    TRUNCATE;

    /** The name as Iceberg writes it: lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
