package io.flarepath.iceberg;

import io.flarepath.table.Kinship;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadata.MetadataLogEntry;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether main descends from a snapshot, although snapshots between the two have expired. Four
 * things tell: a parent that main's oldest snapshot shares with the other one, manifests in main
 * that the snapshot has written, the earlier versions of the metadata, which still name the
 * snapshots that have expired since, and files in main that the snapshot has added.
 */
final class Descent {

  private static final Logger LOG = LoggerFactory.getLogger(Descent.class);

  /** So many earlier versions are read: as many as Iceberg keeps, if nothing else is set. */
  private static final int MOST_VERSIONS = 100;

  private final TableMetadata now;
  private final FileIO io;
  private final long marked;
  private final long sequenceNumber;
  private final Map<Long, Link> links = new HashMap<>();

  /** A snapshot's place in the history. */
  private record Link(@Nullable Long parent, long sequenceNumber) {}

  private Descent(TableMetadata now, FileIO io, long marked, long sequenceNumber) {
    this.now = now;
    this.io = io;
    this.marked = marked;
    this.sequenceNumber = sequenceNumber;
  }

  /**
   * How a snapshot is related to main.
   *
   * @param now the table's metadata
   * @param sequenceNumber the snapshot's; 0 in tables of format version 1
   */
  static Kinship of(TableMetadata now, FileIO io, long marked, long sequenceNumber) {
    return new Descent(now, io, marked, sequenceNumber).kinship();
  }

  private Kinship kinship() {
    Snapshot main = now.currentSnapshot();
    if (main == null) {
      return Kinship.STRANGER;
    }
    add(now);
    Optional<Kinship> told = walk(main.snapshotId());
    if (told.isPresent()) {
      return told.get();
    }
    if (hasWritten(main)) {
      return Kinship.ANCESTOR;
    }
    List<MetadataLogEntry> earlier = now.previousFiles();
    int oldest = Math.max(0, earlier.size() - MOST_VERSIONS);
    for (int i = earlier.size() - 1; i >= oldest && told.isEmpty(); i--) {
      if (read(earlier.get(i))) {
        told = walk(main.snapshotId());
      }
    }
    return told.orElseGet(() -> hasFiles(main) ? Kinship.ANCESTOR : Kinship.UNKNOWN);
  }

  private void add(TableMetadata metadata) {
    for (Snapshot each : metadata.snapshots()) {
      links.putIfAbsent(each.snapshotId(), new Link(each.parentId(), each.sequenceNumber()));
    }
  }

  /** Earlier versions may have been deleted; then they tell nothing. */
  private boolean read(MetadataLogEntry entry) {
    try {
      add(TableMetadataParser.read(io, entry.file()));
      return true;
    } catch (RuntimeException e) {
      LOG.debug("{} cannot be read", entry.file(), e);
      return false;
    }
  }

  /** Walks from main to where it meets the snapshot, an ancestor of it, or a beginning. */
  private Optional<Kinship> walk(long main) {
    Set<Long> ancestors = ancestors();
    Long at = main;
    while (at != null) {
      if (at == marked) {
        return Optional.of(Kinship.ANCESTOR);
      }
      if (ancestors.contains(at)) {
        return Optional.of(Kinship.STRANGER);
      }
      Link link = links.get(at);
      if (link == null) {
        return Optional.empty();
      }
      if (sequenceNumber > 0 && link.sequenceNumber() < sequenceNumber) {
        return Optional.of(Kinship.STRANGER);
      }
      at = link.parent();
    }
    return Optional.of(Kinship.STRANGER);
  }

  /** Those of the marked snapshot, as far as they are known; the oldest may be known by id only. */
  private Set<Long> ancestors() {
    Set<Long> ancestors = new HashSet<>();
    Link link = links.get(marked);
    while (link != null && link.parent() != null) {
      ancestors.add(link.parent());
      link = links.get(link.parent());
    }
    return ancestors;
  }

  /**
   * Writers merge manifests after a while; a file keeps the number of the snapshot that added it.
   */
  private boolean hasFiles(Snapshot main) {
    for (ManifestFile manifest : main.dataManifests(io)) {
      boolean mayHave =
          sequenceNumber > 0
              && manifest.minSequenceNumber() <= sequenceNumber
              && manifest.sequenceNumber() >= sequenceNumber;
      if (mayHave && hasFile(manifest)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasFile(ManifestFile manifest) {
    try (ManifestReader<DataFile> files = ManifestFiles.read(manifest, io, now.specsById())) {
      for (DataFile file : files) {
        Long added = file.fileSequenceNumber();
        if (added != null && added == sequenceNumber) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasWritten(Snapshot main) {
    for (ManifestFile manifest : main.allManifests(io)) {
      Long writer = manifest.snapshotId();
      if (writer != null && writer == marked) {
        return true;
      }
    }
    return false;
  }
}
