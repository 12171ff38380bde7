package io.flarepath.plan;

import io.flarepath.connector.Format;
import io.flarepath.source.DataSource;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;

/**
 * An output that is not an Iceberg table. It cannot be published together with the state, so each
 * of its rows is delivered at least once.
 *
 * @param output what the user wrote
 * @param target where its rows go; not a {@link DataSource.Table}
 */
public record SinkPlan(Output output, DataSource target) {

  private static final String PARTITION_MODE = "partitionOverwriteMode";

  /** The view that is written. */
  public String view() {
    return output.name().value();
  }

  public Format format() {
    return target
        .storedAs()
        .orElseThrow(() -> new IllegalArgumentException(target + " is not a sink"));
  }

  public SaveMode saveMode() {
    return output.saveModeFor(format().isLog());
  }

  /** Whether only those partitions of its files are replaced that the result has rows for. */
  public boolean replacesPartitions() {
    return saveMode() == SaveMode.OVERWRITE
        && target.asFiles().isPresent()
        && !output.writer().partitionBy().isEmpty()
        && asksForDynamic();
  }

  private boolean asksForDynamic() {
    return output.writer().extra().entrySet().stream()
        .filter(option -> option.getKey().equalsIgnoreCase(PARTITION_MODE))
        .map(option -> option.getValue().value().strip().equalsIgnoreCase("dynamic"))
        .findFirst()
        .orElse(output.dynamicOverwrite());
  }

  /** How rows combine with existing ones, in the words of {@link Write#word}. */
  public String word() {
    return switch (saveMode()) {
      case APPEND -> "append";
      case OVERWRITE -> replacesPartitions() ? "replace-partitions" : "replace-all";
      case IGNORE, ERRORIFEXISTS -> "create";
    };
  }
}
