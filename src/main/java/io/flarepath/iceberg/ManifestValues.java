package io.flarepath.iceberg;

import io.flarepath.untaken.Stretches;
import io.flarepath.untaken.Stretches.Stretch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFile.PartitionFieldSummary;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.transforms.Transform;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What the list of manifests says of a column in the files of one manifest: the partitions, where
 * they are values of the column or times of it. The manifest itself is not read.
 *
 * @param manifest the manifest
 * @param partition how partitions are made of values
 * @param least the first partition
 * @param greatest the last partition
 * @param hasNulls whether there may be rows without a value
 */
record ManifestValues(
    ManifestFile manifest, Partitioned partition, long least, long greatest, boolean hasNulls) {

  /** How a partition is made of a value: never a lesser one of a greater value. */
  record Partitioned(Transform<Object, Object> transform, Type type) {

    private static final Set<String> TIMES = Set.of("year", "month", "day", "hour");
    private static final Set<TypeID> TYPES =
        Set.of(TypeID.INTEGER, TypeID.LONG, TypeID.DATE, TypeID.TIMESTAMP);

    @SuppressWarnings("unchecked") // Only the type that it is bound to determines what it takes.
    static Optional<Partitioned> of(PartitionField field, NestedField column) {
      Transform<?, ?> transform = field.transform();
      boolean isKnown = transform.isIdentity() || TIMES.contains(transform.toString());
      return field.sourceId() == column.fieldId()
              && isKnown
              && TYPES.contains(column.type().typeId())
          ? Optional.of(new Partitioned((Transform<Object, Object>) transform, column.type()))
          : Optional.empty();
    }

    /** The partition of a value; empty for one that the column cannot have. */
    OptionalLong of(long value) {
      boolean isLong = type.typeId() == TypeID.LONG || type.typeId() == TypeID.TIMESTAMP;
      return isLong || (int) value == value
          ? OptionalLong.of(((Number) value(boxed(value, isLong))).longValue())
          : OptionalLong.empty();
    }

    private static Object boxed(long value, boolean isLong) {
      if (isLong) {
        return value; // Not in one expression with the other: that would make it a long, too.
      }
      return (int) value;
    }

    /** The partition of a value of the column's type. */
    Object value(Object value) {
      return transform.bind(type).apply(value);
    }

    /** Before Iceberg 0.11, a time before 1970 could be in the partition after its own. */
    private boolean isExact(long partition) {
      return transform.isIdentity() || partition > 0;
    }
  }

  /** Empty where the list says nothing of the column. */
  static Optional<ManifestValues> of(
      ManifestFile manifest, Map<Integer, PartitionSpec> specs, NestedField column) {
    PartitionSpec spec = specs.get(manifest.partitionSpecId());
    List<PartitionFieldSummary> summaries = manifest.partitions();
    if (spec == null || summaries == null || summaries.size() != spec.fields().size()) {
      return Optional.empty();
    }
    for (int i = 0; i < summaries.size(); i++) {
      Optional<Partitioned> partition = Partitioned.of(spec.fields().get(i), column);
      if (partition.isPresent()) {
        return of(manifest, partition.get(), summaries.get(i));
      }
    }
    return Optional.empty();
  }

  private static Optional<ManifestValues> of(
      ManifestFile manifest, Partitioned partition, PartitionFieldSummary summary) {
    if (summary.lowerBound() == null || summary.upperBound() == null) {
      return Optional.empty();
    }
    Type type = partition.transform().getResultType(partition.type());
    Number least = Conversions.fromByteBuffer(type, summary.lowerBound());
    Number greatest = Conversions.fromByteBuffer(type, summary.upperBound());
    return Optional.of(
            new ManifestValues(
                manifest,
                partition,
                least.longValue(),
                greatest.longValue(),
                summary.containsNull()))
        .filter(values -> partition.isExact(values.least));
  }

  /** Whether all values are certainly less than this one. */
  boolean areBefore(long value) {
    OptionalLong own = partition.of(value);
    return own.isPresent() && greatest < own.getAsLong();
  }

  /** Whether no value is certainly less than this one. */
  private boolean areFrom(long value) {
    OptionalLong before = partition.of(value - 1);
    return before.isPresent() && least > before.getAsLong();
  }

  /** Whether all values are certainly in a set. */
  boolean areWithin(Stretches set) {
    return set.parts().stream().anyMatch(this::areWithin);
  }

  private boolean areWithin(Stretch part) {
    return (part.start() == Long.MIN_VALUE || areFrom(part.start()))
        && (part.end() == Long.MAX_VALUE || areBefore(part.end()));
  }

  /** Whether certainly no value is in a set. */
  boolean areOutside(Stretches set) {
    return set.parts().stream().allMatch(this::areOutside);
  }

  private boolean areOutside(Stretch part) {
    return (part.start() != Long.MIN_VALUE && areBefore(part.start()))
        || (part.end() != Long.MAX_VALUE && areFrom(part.end()));
  }

  /** How many rows the files have; empty where the list does not say. */
  OptionalLong rows() {
    Long added = manifest.addedRowsCount();
    Long existing = manifest.existingRowsCount();
    return added == null || existing == null
        ? OptionalLong.empty()
        : OptionalLong.of(added + existing);
  }
}
