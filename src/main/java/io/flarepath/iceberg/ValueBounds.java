package io.flarepath.iceberg;

import io.flarepath.untaken.RowCount;
import io.flarepath.untaken.Stretches;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics of one file say of a column of time or whole numbers.
 *
 * @param nulls rows without a value
 * @param values rows with a value
 * @param lowest no value is less; empty where that is not known
 * @param highest no value is greater
 */
record ValueBounds(RowCount nulls, RowCount values, OptionalLong lowest, OptionalLong highest) {

  static ValueBounds of(ContentFile<?> file, Types.NestedField field) {
    long rows = file.recordCount();
    Map<Integer, Long> counts = file.nullValueCounts();
    Long counted = counts == null ? null : counts.get(field.fieldId());
    boolean isKnown = counted != null || field.isRequired();
    long nulls = counted == null ? 0 : Math.min(rows, counted);
    return new ValueBounds(
        isKnown ? RowCount.of(nulls) : RowCount.upTo(rows),
        isKnown ? RowCount.of(rows - nulls) : RowCount.upTo(rows),
        bound(file.lowerBounds(), field),
        bound(file.upperBounds(), field));
  }

  private static OptionalLong bound(
      @Nullable Map<Integer, ByteBuffer> bounds, Types.NestedField field) {
    ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
    Object value = bound == null ? null : Conversions.fromByteBuffer(field.type(), bound);
    return value instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** How many rows have a value in a set. */
  RowCount within(Stretches set) {
    if (lowest.isEmpty() || highest.isEmpty()) {
      return set.isEmpty() ? RowCount.NONE : RowCount.upTo(values.atMost());
    }
    long low = lowest.getAsLong();
    long high = highest.getAsLong();
    if (!set.meets(low, high)) {
      return RowCount.NONE;
    }
    return set.holdsAll(low, high) ? values : RowCount.upTo(values.atMost());
  }
}
