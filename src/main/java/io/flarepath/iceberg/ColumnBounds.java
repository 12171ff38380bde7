package io.flarepath.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** What the statistics of a table's files tell of a column, without reading any. */
final class ColumnBounds {

  private ColumnBounds() {}

  /**
   * The greatest value of a column of time or whole numbers, on its axis; empty when the table has
   * no rows, or the statistics do not tell. Rows that delete files take away still count.
   */
  static OptionalLong greatest(Table table, String column) {
    Types.NestedField field = table.schema().caseInsensitiveFindField(column);
    if (field == null || table.currentSnapshot() == null) {
      return OptionalLong.empty();
    }
    OptionalLong greatest = OptionalLong.empty();
    try (CloseableIterable<FileScanTask> files = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask file : files) {
        Map<Integer, ByteBuffer> bounds = file.file().upperBounds();
        ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
        if (bound == null) {
          return OptionalLong.empty();
        }
        Object value = Conversions.fromByteBuffer(field.type(), bound);
        if (!(value instanceof Number number)) {
          return OptionalLong.empty();
        }
        greatest = OptionalLong.of(Math.max(greatest.orElse(Long.MIN_VALUE), number.longValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return greatest;
  }
}
