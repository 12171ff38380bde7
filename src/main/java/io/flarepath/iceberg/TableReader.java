package io.flarepath.iceberg;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.publish.MetadataSize;
import io.flarepath.state.MarkTag;
import io.flarepath.table.Column;
import io.flarepath.table.History;
import io.flarepath.table.Kinship;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.Refs;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.table.TableName;
import io.flarepath.table.TableOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.transforms.Transform;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what there is to know of a table from its metadata. */
final class TableReader {

  private static final Logger LOG = LoggerFactory.getLogger(TableReader.class);
  private static final Pattern SIZED = Pattern.compile("(bucket|truncate)\\[(\\d+)]");

  private TableReader() {}

  static TableFacts facts(TableName name, Table table) {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    Snapshot current = metadata.currentSnapshot();
    return new TableFacts(
        name,
        String.valueOf(metadata.uuid()), // Very old tables have none.
        current == null ? OptionalLong.empty() : OptionalLong.of(current.snapshotId()),
        columns(name, metadata.schema()),
        metadata.schema().columns().stream()
            .filter(NestedField::isRequired)
            .map(NestedField::name)
            .collect(Collectors.toSet()),
        partitioning(metadata.spec()),
        fileSpecs(table, metadata),
        metadata.properties(),
        history(metadata),
        new Refs(named(metadata), new Origin(table, metadata)));
  }

  /** The table that facts were read from, so that what follows at once need not load it again. */
  static Optional<Table> table(TableFacts facts) {
    return facts.refs().ancestry() instanceof Origin origin
        ? Optional.of(origin.table())
        : Optional.empty();
  }

  /** Whether a table is still as it was when facts were read from it. */
  static boolean isSame(TableFacts facts, Table table) {
    return facts.refs().ancestry() instanceof Origin origin
        && origin.metadata() == ((HasTableOperations) table).operations().current();
  }

  /** Where facts come from. */
  private record Origin(Table table, TableMetadata metadata) implements Refs.Ancestry {
    @Override
    public Kinship of(long snapshotId, long sequenceNumber) {
      return Descent.of(metadata, table.io(), snapshotId, sequenceNumber);
    }
  }

  /** The refs that have the names of jobs' tags. */
  private static Map<String, Refs.Ref> named(TableMetadata metadata) {
    Map<String, Refs.Ref> named = new HashMap<>();
    metadata
        .refs()
        .forEach(
            (name, ref) -> {
              Snapshot snapshot = metadata.snapshot(ref.snapshotId());
              if (MarkTag.job(name).isPresent() && snapshot != null) {
                named.put(name, new Refs.Ref(ref.isTag(), snapshot(snapshot)));
              }
            });
    return named;
  }

  private static List<Column> columns(TableName name, Schema schema) {
    List<Column> columns = new ArrayList<>();
    for (NestedField field : schema.columns()) {
      try {
        columns.add(column(SparkSchemaUtil.convert(new Schema(field)).fields()[0]));
      } catch (UnsupportedOperationException e) {
        throw foreign(name, field, e);
      }
    }
    return columns;
  }

  /** Newer versions of the format have types that the engine does not. */
  private static FlarepathException foreign(TableName name, NestedField field, Exception cause) {
    return new FlarepathException(
        Diagnostic.error(
                Code.SCHEMA_MISMATCH,
                "Spark cannot read or write the column `%s` of %s".formatted(field.name(), name))
            .because("its type is %s, which this version of Spark lacks".formatted(field.type()))
            .help(
                "copy the other columns into another table with an engine that knows the type, or"
                    + " drop the column"),
        cause);
  }

  private static Column column(StructField field) {
    DataType type = field.dataType();
    boolean nested = type.catalogString().contains("<");
    return new Column(field.name(), nested ? type.sql() : type.catalogString());
  }

  /**
   * The fields that are made of a column. An earlier spec may have fields whose column was dropped:
   * they say nothing about any value that rows still have.
   */
  static List<PartitionColumn> partitioning(PartitionSpec spec) {
    List<PartitionColumn> columns = new ArrayList<>();
    for (PartitionField field : spec.fields()) {
      if (!field.transform().isVoid() && spec.schema().findField(field.sourceId()) != null) {
        columns.add(column(spec, field));
      }
    }
    return columns;
  }

  /** A field by a transform that is not known is one of no column, and the same as no other. */
  static PartitionColumn column(PartitionSpec spec, PartitionField field) {
    String column = spec.schema().findColumnName(field.sourceId());
    return known(column, field.transform())
        .orElseGet(
            () ->
                new PartitionColumn(
                    field.transform() + "(" + column + ")",
                    io.flarepath.workflow.PartitionField.Transform.IDENTITY,
                    OptionalInt.empty()));
  }

  /**
   * The order that is current in a table. By a transform that is not known nothing can be sorted:
   * then it is the order by the fields before it, and without a number.
   */
  static TableOrder order(Table table) {
    List<TableOrder.Field> fields = new ArrayList<>();
    for (SortField field : table.sortOrder().fields()) {
      Optional<PartitionColumn> column =
          known(table.schema().findColumnName(field.sourceId()), field.transform());
      if (column.isEmpty()) {
        return new TableOrder(TableOrder.NONE.id(), fields);
      }
      fields.add(
          new TableOrder.Field(
              column.get(),
              field.direction() == SortDirection.ASC,
              field.nullOrder() == NullOrder.NULLS_FIRST));
    }
    return new TableOrder(table.sortOrder().orderId(), fields);
  }

  /** Whether values can be computed by a transform. */
  static boolean isKnown(Transform<?, ?> transform) {
    return transform.isVoid() || known("", transform).isPresent();
  }

  private static Optional<PartitionColumn> known(String column, Transform<?, ?> made) {
    String transform = made.toString().toLowerCase(Locale.ROOT);
    Matcher sized = SIZED.matcher(transform);
    boolean hasSize = sized.matches();
    String word = hasSize ? sized.group(1) : transform;
    OptionalInt size =
        hasSize ? OptionalInt.of(Integer.parseInt(sized.group(2))) : OptionalInt.empty();
    return Arrays.stream(io.flarepath.workflow.PartitionField.Transform.values())
        .filter(known -> known.name().equalsIgnoreCase(word))
        .findFirst()
        .map(known -> new PartitionColumn(column, known, size));
  }

  /** The specs of the files that main can see. */
  private static List<List<PartitionColumn>> fileSpecs(Table table, TableMetadata metadata) {
    Set<List<PartitionColumn>> specs = new LinkedHashSet<>();
    if (metadata.specs().size() == 1 && hasFiles(metadata)) {
      specs.add(partitioning(metadata.spec())); // The manifests need not be read.
    } else if (metadata.currentSnapshot() != null) {
      for (ManifestFile manifest : metadata.currentSnapshot().dataManifests(table.io())) {
        if (manifest.hasAddedFiles() || manifest.hasExistingFiles()) {
          specs.add(partitioning(metadata.spec(manifest.partitionSpecId())));
        }
      }
    }
    return List.copyOf(specs);
  }

  /** Whether main's summary says that there are files. */
  private static boolean hasFiles(TableMetadata metadata) {
    Snapshot main = metadata.currentSnapshot();
    String total =
        main == null || main.summary() == null
            ? ""
            : main.summary().getOrDefault(SnapshotSummary.TOTAL_DATA_FILES_PROP, "");
    return total.matches("0*[1-9]\\d{0,17}");
  }

  /** How much metadata a table has; empty where its file cannot be measured. */
  static Optional<MetadataSize> size(Table table) {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    Snapshot main = metadata.currentSnapshot();
    try {
      List<ManifestFile> manifests = main == null ? List.of() : main.allManifests(table.io());
      return Optional.of(
          new MetadataSize(
              table.io().newInputFile(metadata.metadataFileLocation()).getLength(),
              metadata.snapshots().size(),
              manifests.size(),
              manifests.stream().mapToLong(ManifestFile::length).sum()));
    } catch (RuntimeException e) {
      LOG.debug("the metadata of {} cannot be measured", table.name(), e);
      return Optional.empty();
    }
  }

  /** Main's snapshots from the newest back, as far as they have not expired. */
  private static History history(TableMetadata metadata) {
    return History.of(
        Optional.ofNullable(metadata.currentSnapshot()).map(TableReader::snapshot),
        child ->
            child.parentId().isPresent()
                ? Optional.ofNullable(metadata.snapshot(child.parentId().getAsLong()))
                    .map(TableReader::snapshot)
                : Optional.empty());
  }

  private static SnapshotFacts snapshot(Snapshot snapshot) {
    Long parent = snapshot.parentId();
    Map<String, String> summary = snapshot.summary();
    return new SnapshotFacts(
        snapshot.snapshotId(),
        parent == null ? OptionalLong.empty() : OptionalLong.of(parent),
        snapshot.sequenceNumber(),
        Instant.ofEpochMilli(snapshot.timestampMillis()),
        summary == null ? Map.of() : summary);
  }
}
