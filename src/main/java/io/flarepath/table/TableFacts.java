package io.flarepath.table;

import io.flarepath.state.JobMark;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A table as it stood when a pass began.
 *
 * @param uuid the table's identity, which a replaced table keeps and a dropped one does not
 * @param snapshotId main's snapshot; empty when the table never had one
 * @param columns the current schema
 * @param required the names of those columns that must not be null
 * @param partitioning the current partition spec
 * @param fileSpecs the partition spec of every live file
 * @param properties all table properties
 * @param history main's snapshots, the newest first, as far back as they still exist
 */
public record TableFacts(
    TableName name,
    String uuid,
    OptionalLong snapshotId,
    List<Column> columns,
    Set<String> required,
    List<PartitionColumn> partitioning,
    List<List<PartitionColumn>> fileSpecs,
    Map<String, String> properties,
    List<SnapshotFacts> history) {

  /** What every engine that writes Iceberg tables puts into its snapshots' summaries. */
  private static final String TOTAL_DATA_FILES = "total-data-files";

  public TableFacts {
    columns = List.copyOf(columns);
    required = Set.copyOf(required);
    partitioning = List.copyOf(partitioning);
    fileSpecs = List.copyOf(fileSpecs);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    history = List.copyOf(history);
  }

  public JobMark mark(String job) {
    return JobMark.read(job, properties);
  }

  /**
   * The type of a column as the engine's SQL writes it, in lower case.
   *
   * @param path its name; of a field of a struct, the names before it too, with dots
   */
  public Optional<String> type(String path) {
    return StructText.type(columns, path);
  }

  /** How many data files main has; empty when its snapshot does not say. */
  public OptionalLong dataFiles() {
    String total = history.isEmpty() ? "" : history.get(0).summary().get(TOTAL_DATA_FILES);
    return total != null && total.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(total))
        : OptionalLong.empty();
  }

  /**
   * One snapshot of main.
   *
   * @param parentId the snapshot before it, which may have expired
   * @param sequenceNumber 0 in tables of format version 1
   * @param committedAt when it was made, by the clock of the one who made it
   * @param summary what it says of itself
   */
  public record SnapshotFacts(
      long id,
      OptionalLong parentId,
      long sequenceNumber,
      Instant committedAt,
      Map<String, String> summary) {

    public SnapshotFacts {
      summary = Map.copyOf(summary);
    }
  }
}
