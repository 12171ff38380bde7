package io.flarepath.iceberg;

import io.flarepath.publish.WrittenRows;
import io.flarepath.spark.cost.HandedFiles;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.MetricsModes;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.spark.ScanTaskSetManager;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics of written files say, which Iceberg collects while it writes.
 *
 * @param table the table as it will be
 * @param files the files, with their statistics
 * @param readable the name by which Spark may read them
 */
record WrittenStatistics(Table table, Collection<DataFile> files, String readable)
    implements WrittenRows {

  /**
   * Whether the statistics of Parquet files that are written into the table now will tell the least
   * and the greatest value of a column.
   */
  static boolean willTell(Table table, String column, Axis axis) {
    NestedField field = table.schema().asStruct().caseInsensitiveField(column);
    if (field == null || !isOf(field.type(), axis)) {
      return false;
    }
    MetricsModes.MetricsMode mode = MetricsConfig.forTable(table).columnMode(field.name());
    boolean hasBounds = mode instanceof MetricsModes.Full || mode instanceof MetricsModes.Truncate;
    String format =
        table
            .properties()
            .getOrDefault(
                TableProperties.DEFAULT_FILE_FORMAT, TableProperties.DEFAULT_FILE_FORMAT_DEFAULT);
    return hasBounds && FileFormat.PARQUET.name().equalsIgnoreCase(format);
  }

  private static boolean isOf(Type type, Axis axis) {
    return switch (axis) {
      case TIMESTAMP -> type.equals(Types.TimestampType.withZone());
      case LOCAL_TIMESTAMP -> type.equals(Types.TimestampType.withoutZone());
      case DATE -> type.typeId() == Type.TypeID.DATE;
      case NUMBER -> type.typeId() == Type.TypeID.INTEGER || type.typeId() == Type.TypeID.LONG;
      case DECIMAL -> type.typeId() == Type.TypeID.DECIMAL;
      // Bounds of text are shortened.
      case TEXT -> false;
    };
  }

  @Override
  public long count() {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  @Override
  public boolean areShownWithin(String column, Range range) {
    NestedField field = table.schema().asStruct().caseInsensitiveField(column);
    return field != null
        && isOf(field.type(), range.axis())
        && files.stream().allMatch(file -> isShownWithin(file, field, range));
  }

  private static boolean isShownWithin(DataFile file, NestedField field, Range range) {
    return hasNoNulls(file, field)
        && isWithin(bound(file.lowerBounds(), field), range)
        && isWithin(bound(file.upperBounds(), field), range);
  }

  private static boolean hasNoNulls(DataFile file, NestedField field) {
    Map<Integer, Long> nulls = file.nullValueCounts();
    Long counted = nulls == null ? null : nulls.get(field.fieldId());
    return counted == null ? field.isRequired() : counted == 0;
  }

  private static Optional<AxisValue> bound(
      @Nullable Map<Integer, ByteBuffer> bounds, NestedField field) {
    ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
    Object value = bound == null ? null : Conversions.fromByteBuffer(field.type(), bound);
    if (value instanceof BigDecimal number) {
      return Optional.of(new AxisValue.Decimal(number));
    }
    return value instanceof Number number
        ? Optional.of(AxisValue.of(number.longValue()))
        : Optional.empty();
  }

  private static boolean isWithin(Optional<AxisValue> value, Range range) {
    return value.filter(range::contains).isPresent();
  }

  @Override
  public String readable() {
    if (!ScanTaskSetManager.get().fetchSetIds(table).contains(readable)) {
      ScanTaskSetManager.get().stageTasks(table, readable, HandedTasks.of(table, files));
      long bytes = files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
      HandedFiles.under(readable, files.size(), bytes);
    }
    return readable;
  }
}
