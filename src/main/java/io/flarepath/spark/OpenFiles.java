package io.flarepath.spark;

import io.flarepath.plan.OutputWrite;
import io.flarepath.spark.rows.Layout;
import io.flarepath.table.TableFacts;
import java.util.Map;
import java.util.Optional;

/**
 * How many files a task of a write has open at once: one after the other, or one for each
 * partition, which Iceberg calls fanout. Each open file takes a buffer of about a megabyte, and
 * {@link Layout} sorts rows by partition anyway, so the first is what holds unless somebody asks
 * for the other.
 */
final class OpenFiles {

  /** Iceberg's option of a write. */
  static final String OPTION = "fanout-enabled";

  /** Iceberg's property of a table. */
  static final String PROPERTY = "write.spark.fanout.enabled";

  private OpenFiles() {}

  /** Whether the workflow or the table asks for one open file for each partition. */
  static boolean isOnePerPartition(OutputWrite write) {
    Map<String, String> table = write.table().map(TableFacts::properties).orElse(Map.of());
    return Optional.ofNullable(write.properties().getOrDefault(PROPERTY, table.get(PROPERTY)))
        .map(value -> Boolean.parseBoolean(value.strip()))
        .orElse(false);
  }
}
