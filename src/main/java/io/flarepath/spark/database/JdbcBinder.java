package io.flarepath.spark.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Puts rows into a statement as the engine's own writer does, but by one connection. */
record JdbcBinder(Connection connection, JdbcDialect dialect, StructType schema) {

  /**
   * Inserts rows.
   *
   * @param columns the table's names of the rows' columns
   * @param batch how many rows go at once
   * @throws SQLException if the database refuses one; the caller rolls back
   */
  void insert(String table, List<String> columns, Iterator<Row> rows, int batch)
      throws SQLException {
    String insert =
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                columns.stream().map(dialect::quoteIdentifier).collect(Collectors.joining(", ")),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    JdbcType[] types = new JdbcType[schema.length()];
    for (int i = 0; i < types.length; i++) {
      types[i] = JdbcUtils.getJdbcType(schema.fields()[i].dataType(), dialect);
    }
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      int waiting = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < types.length; i++) {
          if (row.isNullAt(i)) {
            statement.setNull(i + 1, types[i].jdbcNullType());
          } else {
            bind(statement, i, row.get(i));
          }
        }
        statement.addBatch();
        waiting++;
        if (waiting >= batch) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      if (waiting > 0) {
        statement.executeBatch();
      }
    }
  }

  private void bind(PreparedStatement statement, int column, Object value) throws SQLException {
    int place = column + 1;
    StructField field = schema.fields()[column];
    if (field.dataType() instanceof ArrayType array) {
      statement.setArray(
          place, connection.createArrayOf(elementType(array.elementType()), elements(value)));
    } else if (value instanceof Byte || value instanceof Short) {
      statement.setInt(place, ((Number) value).intValue());
    } else {
      Object plain = plain(value);
      if (plain instanceof Timestamp time) {
        statement.setTimestamp(place, time);
      } else if (plain instanceof Date date) {
        statement.setDate(place, date);
      } else if (plain instanceof byte[] bytes) {
        statement.setBytes(place, bytes);
      } else {
        scalar(statement, place, plain);
      }
    }
  }

  private static void scalar(PreparedStatement statement, int place, Object value)
      throws SQLException {
    if (value instanceof Integer number) {
      statement.setInt(place, number);
    } else if (value instanceof Long number) {
      statement.setLong(place, number);
    } else if (value instanceof Double number) {
      statement.setDouble(place, number);
    } else if (value instanceof Float number) {
      statement.setFloat(place, number);
    } else if (value instanceof Boolean truth) {
      statement.setBoolean(place, truth);
    } else if (value instanceof BigDecimal number) {
      statement.setBigDecimal(place, number);
    } else {
      statement.setString(place, value.toString());
    }
  }

  /** Times as drivers take them: the engine's rows may have newer classes. */
  private Object plain(Object value) {
    if (value instanceof Instant time) {
      return DateTimeUtils.toJavaTimestamp(DateTimeUtils.instantToMicros(time));
    }
    if (value instanceof LocalDate date) {
      return DateTimeUtils.toJavaDate(DateTimeUtils.localDateToDays(date));
    }
    return value instanceof LocalDateTime time
        ? dialect.convertTimestampNTZToJavaTimestamp(time)
        : value;
  }

  private Object[] elements(Object value) {
    List<?> values = JavaConverters.seqAsJavaList((Seq<?>) value);
    return values.stream().map(each -> each == null ? null : plain(each)).toArray();
  }

  private String elementType(DataType type) {
    String name = JdbcUtils.getJdbcType(type, dialect).databaseTypeDefinition();
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\(.*", "");
  }
}
