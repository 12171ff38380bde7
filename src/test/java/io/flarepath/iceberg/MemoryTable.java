package io.flarepath.iceberg;

import io.flarepath.plan.Write;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Budget;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.state.JobMark;
import io.flarepath.state.State;
import io.flarepath.table.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** A table of one number in a catalog in memory, whose commits can be made to fail. */
final class MemoryTable {

  static final TableName NAME = new TableName("icebase", List.of("retail"), "copy");
  private static final TableIdentifier ID = TableIdentifier.of("retail", "copy");

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private boolean failsAlways;
  private boolean comparesRefsOnly;
  private Optional<RuntimeException> silence = Optional.empty();
  private Optional<Runnable> meanwhile = Optional.empty();
  int commits;
  private int files;

  MemoryTable() {
    this(2);
  }

  /** A table of a version of Iceberg's format. */
  MemoryTable(int version) {
    catalog.initialize("icebase", Map.of());
    catalog.createNamespace(Namespace.of("retail"));
    Schema schema = new Schema(Types.NestedField.optional(1, "at", Types.LongType.get()));
    catalog.createTable(
        ID,
        schema,
        PartitionSpec.builderFor(schema).truncate("at", 10).build(),
        Map.of(
            "format-version",
            Integer.toString(version),
            "commit.retry.min-wait-ms",
            "1",
            "commit.retry.max-wait-ms",
            "2"));
  }

  /** The table as a run sees it: its commits count, and may fail. */
  Table table() {
    TableOperations real = ((HasTableOperations) real()).operations();
    return new BaseTable(new Watched(real), "copy");
  }

  /** The table as others see it. */
  Table real() {
    return catalog.loadTable(ID);
  }

  /** The next commits fail so. */
  void fails(RuntimeException... next) {
    failures.addAll(Arrays.asList(next));
  }

  /** Nobody answers any more. */
  void silent(RuntimeException failure) {
    silence = Optional.of(failure);
  }

  /** All commits fail so. */
  void failsAlways(RuntimeException failure) {
    failures.add(failure);
    failsAlways = true;
  }

  /** What others do just before the next commit reaches the catalog. */
  void meanwhile(Runnable others) {
    meanwhile = Optional.of(others);
  }

  /** From now on commits are taken as REST catalogs take them: onto the metadata as it is then. */
  void comparesRefsOnly() {
    comparesRefsOnly = true;
  }

  /** A file with one row of each end, by the table's partitions. */
  DataFile file(long least, long greatest) {
    return file(real().spec(), "at_trunc=" + least / 10 * 10, least, greatest);
  }

  /** A file with one row of each end. */
  DataFile file(PartitionSpec spec, String partition, long least, long greatest) {
    return DataFiles.builder(spec)
        .withPath("memory:/file-" + ++files + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withPartitionPath(partition)
        .withFileSizeInBytes(100)
        .withMetrics(
            new Metrics(
                2L,
                Map.of(1, 20L),
                Map.of(1, 2L),
                Map.of(1, 0L),
                Map.of(),
                Map.of(1, Conversions.toByteBuffer(Types.LongType.get(), least)),
                Map.of(1, Conversions.toByteBuffer(Types.LongType.get(), greatest))))
        .build();
  }

  static TableMetadata metadata(Table table) {
    return ((HasTableOperations) table).operations().current();
  }

  /** What somebody else appends. */
  void append(DataFile file) {
    real().newAppend().appendFile(file).commit();
  }

  /** What adds one file, and removes none by name. */
  static Staging.Exchange adding(DataFile file) {
    return new Staging.Exchange(List.of(file), List.of());
  }

  static Budget budget(int attempts) {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return new Budget(
        new Budget.Limits(attempts, Duration.ofMinutes(1)),
        new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new SplittableRandom(1)),
        clock);
  }

  StageRequest request(Write write) {
    return new StageRequest(
        TableReader.facts(NAME, real()),
        write,
        "flarepath_load_run-1",
        Duration.ofDays(1),
        Map.of("said", "yes"));
  }

  static PublishRequest publishing(Staged staged, JobMark expected, State after) {
    return new PublishRequest(
        staged, "load", "run-1", 1, "flow", expected, after, Map.of("owner", "retail"));
  }

  JobMark mark() {
    return JobMark.read("load", real().properties());
  }

  private final class Watched extends ForwardingOperations {

    Watched(TableOperations real) {
      super(real);
    }

    @Override
    public TableMetadata refresh() {
      silence.ifPresent(
          failure -> {
            throw failure;
          });
      return super.refresh();
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      commits++;
      Optional<Runnable> others = meanwhile;
      meanwhile = Optional.empty();
      others.ifPresent(Runnable::run);
      RuntimeException failure = failsAlways ? failures.peek() : failures.poll();
      if (failure != null) {
        throw failure;
      }
      if (comparesRefsOnly) {
        TableMetadata now = super.refresh();
        TableMetadata.Builder next = TableMetadata.buildFrom(now);
        metadata.changes().forEach(change -> change.applyTo(next));
        super.commit(now, next.build());
      } else {
        super.commit(base, metadata);
      }
    }
  }
}
