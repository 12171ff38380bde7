package io.flarepath.fire;

import java.util.Optional;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/** Tells a gate before and after each commit, and of what kind it is by what it changes. */
final class FireOperations extends BaseMetastoreTableOperations {

  /** What the commit that this thread is in writes its metadata file for. */
  static final ThreadLocal<Kind> COMMIT = ThreadLocal.withInitial(() -> Kind.OTHER);

  private final TableOperations operations;
  private final Gate gate;

  FireOperations(TableOperations operations, Gate gate) {
    this.operations = operations;
    this.gate = gate;
  }

  enum Kind {
    CREATE(Point.BEFORE_CREATE, Point.CREATE_METADATA_WRITTEN, Point.AFTER_CREATE_COMMIT),
    STAGE(Point.BEFORE_STAGE_COMMIT, Point.STAGE_METADATA_WRITTEN, Point.AFTER_STAGE_COMMIT),
    PUBLISH(
        Point.BEFORE_PUBLISH_COMMIT, Point.PUBLISH_METADATA_WRITTEN, Point.AFTER_PUBLISH_COMMIT),
    OTHER(Point.OTHER_COMMIT, Point.OTHER_COMMIT, Point.OTHER_COMMIT);

    private final Point before;
    final Point written;
    private final Point after;

    Kind(Point before, Point written, Point after) {
      this.before = before;
      this.written = written;
      this.after = after;
    }

    private static Kind of(@Nullable TableMetadata base, TableMetadata next) {
      if (base == null) {
        return CREATE;
      }
      if (!main(base).equals(main(next))) {
        return PUBLISH;
      }
      return next.snapshots().size() > base.snapshots().size() ? STAGE : OTHER;
    }

    private static Optional<Long> main(TableMetadata metadata) {
      return Optional.ofNullable(metadata.currentSnapshot()).map(Snapshot::snapshotId);
    }
  }

  @Override
  public TableMetadata current() {
    gate.reach(Point.CATALOG_ASKED);
    return operations.current();
  }

  @Override
  public TableMetadata refresh() {
    gate.reach(Point.CATALOG_ASKED);
    return operations.refresh();
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    Kind kind = Kind.of(base, metadata);
    if (kind != Kind.CREATE) {
      gate.reach(kind.before);
    }
    COMMIT.set(kind);
    try {
      operations.commit(base, metadata);
    } finally {
      COMMIT.remove();
    }
    gate.reach(kind.after);
  }

  @Override
  protected String tableName() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileIO io() {
    return operations.io();
  }

  @Override
  public EncryptionManager encryption() {
    return operations.encryption();
  }

  @Override
  public String metadataFileLocation(String file) {
    return operations.metadataFileLocation(file);
  }

  @Override
  public LocationProvider locationProvider() {
    return operations.locationProvider();
  }

  @Override
  public TableOperations temp(TableMetadata uncommitted) {
    return operations.temp(uncommitted);
  }

  @Override
  public long newSnapshotId() {
    return operations.newSnapshotId();
  }

  @Override
  public boolean requireStrictCleanup() {
    return operations.requireStrictCleanup();
  }
}
