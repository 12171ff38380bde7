package io.flarepath.table;

import io.flarepath.state.JobMark;
import io.flarepath.state.MarkSeal;
import io.flarepath.state.MarkTag;
import io.flarepath.state.Publication;
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
 * @param history main's snapshots, the newest first, as far back as they still exist; what goes
 *     further than it must makes each pass dearer with every snapshot, see {@link History}
 * @param refs what is known beyond that
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
    List<SnapshotFacts> history,
    Refs refs) {

  /** What every engine that writes Iceberg tables puts into its snapshots' summaries. */
  private static final String TOTAL_DATA_FILES = "total-data-files";

  public TableFacts {
    columns = List.copyOf(columns);
    required = Set.copyOf(required);
    partitioning = List.copyOf(partitioning);
    fileSpecs = List.copyOf(fileSpecs);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    history = history instanceof History ? history : List.copyOf(history);
  }

  /** A table of which nothing is known beyond main's history. */
  public TableFacts(
      TableName name,
      String uuid,
      OptionalLong snapshotId,
      List<Column> columns,
      Set<String> required,
      List<PartitionColumn> partitioning,
      List<List<PartitionColumn>> fileSpecs,
      Map<String, String> properties,
      List<SnapshotFacts> history) {
    this(
        name,
        uuid,
        snapshotId,
        columns,
        required,
        partitioning,
        fileSpecs,
        properties,
        history,
        Refs.NONE);
  }

  public JobMark mark(String job) {
    return JobMark.read(job, properties);
  }

  /** What the seal of a job's mark says of it. */
  public MarkSeal.Soundness soundness(String job) {
    return MarkSeal.check(job, uuid, properties);
  }

  /** The tag that a job has set. */
  public Optional<Refs.Ref> tag(String job) {
    return refs.ref(MarkTag.of(job))
        .filter(ref -> MarkTag.isOf(job, ref.isTag(), ref.snapshot().summary()));
  }

  /**
   * Whether main descends from what a job published. Main's history tells if it meets that
   * snapshot, something older, or the table's beginning. A history that was cut by an expiry does
   * not tell; then the table's earlier metadata is looked at.
   */
  public Kinship kinship(Publication published) {
    for (SnapshotFacts snapshot : history) {
      if (snapshot.id() == published.snapshotId()) {
        return Kinship.ANCESTOR;
      }
      if (published.sequenceNumber() > 0
          && snapshot.sequenceNumber() < published.sequenceNumber()) {
        return Kinship.STRANGER;
      }
    }
    return history.isEmpty() || history.get(history.size() - 1).parentId().isEmpty()
        ? Kinship.STRANGER
        : refs.ancestry().of(published.snapshotId(), published.sequenceNumber());
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
