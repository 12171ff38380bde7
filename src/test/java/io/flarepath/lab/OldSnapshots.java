package io.flarepath.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;

/** Gives a table a long past at once, by writing the metadata that so many appends would leave. */
public final class OldSnapshots {

  private OldSnapshots() {}

  /** Adds snapshots of main, one a second up to now, each with the files of the newest. */
  public static void add(Table table, int count) {
    add(table, count, Map.of());
  }

  /** The same, each with these entries in its summary. */
  public static void add(Table table, int count, Map<String, String> entries) {
    TableOperations operations = ((HasTableOperations) table).operations();
    TableMetadata base = operations.refresh();
    TableMetadata now = base;
    Snapshot newest = base.currentSnapshot();
    long first = newest.timestampMillis() + 1;
    for (int i = 0; i < count; i++) {
      now =
          TableMetadata.buildFrom(now)
              .setBranchSnapshot(child(newest, i, first, entries, now.lastSequenceNumber()), "main")
              .build();
    }
    operations.commit(base, now);
    table.refresh();
  }

  private static Snapshot child(
      Snapshot newest, int number, long first, Map<String, String> entries, long sequence) {
    Map<String, String> summary = new LinkedHashMap<>(newest.summary());
    summary.keySet().removeIf(name -> name.startsWith("flarepath."));
    summary.putAll(entries);
    summary.put("operation", "append");
    String quoted =
        summary.entrySet().stream()
            .map(entry -> "\"%s\": \"%s\"".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    long id = newest.snapshotId() / 2 + number + 1;
    long parent = number == 0 ? newest.snapshotId() : id - 1;
    return SnapshotParser.fromJson(
        """
        {"snapshot-id": %d, "parent-snapshot-id": %d, "sequence-number": %d, "timestamp-ms": %d,
         "summary": {%s}, "manifest-list": "%s", "schema-id": 0}
        """
            .formatted(
                id, parent, sequence + 1, first + number, quoted, newest.manifestListLocation()));
  }
}
